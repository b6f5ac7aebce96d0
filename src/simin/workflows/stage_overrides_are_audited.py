"""Who set the city's stage by hand, and how that ended, stands in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.incidents.events import StageOverridden, StageOverrideEnded
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (StageOverridden, StageOverrideEnded)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case StageOverridden() as told:
            facts = {"before": told.before, "level": told.level, "until": told.until.isoformat()}
            _record(told.by, "stage.overridden", told.number, facts)
        case StageOverrideEnded() as told:
            facts = {"how": told.how, "level": told.level}
            _record(told.by, "stage.override-ended", told.number, facts)


def _record(by: str, action: str, number: int, facts: dict[str, object]) -> None:
    record(account=by, action=action, subject=f"stage-override/{number}", details=facts)
