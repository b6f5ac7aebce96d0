"""Who proposed, confirmed and decided what everyone sees stands in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.releases.events import ReleaseDecided, ReleaseProposalEnded, ReleaseProposed
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (ReleaseProposed, ReleaseDecided, ReleaseProposalEnded)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case ReleaseProposed() as told:
            _record(told, "release.proposed", {})
        case ReleaseDecided() as told:
            review = told.review_on.isoformat() if told.review_on else None
            until = told.until.isoformat() if told.until else None
            _record(told, "release.decided", {"review_on": review, "until": until})
        case ReleaseProposalEnded() as told:
            _record(told, f"release.proposal-{told.how}", {})


def _record(
    told: ReleaseProposed | ReleaseDecided | ReleaseProposalEnded,
    action: str,
    more: dict[str, str | None],
) -> None:
    facts = {"decision": told.decision, "field": told.field, "reason": told.reason, "id": told.id}
    record(account=told.by, action=action, subject=told.card, details={**facts, **more})
