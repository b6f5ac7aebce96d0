"""Whoever drafts, changes, approves or takes back a warning stands in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.warnings.events import (
    DraftDiscarded,
    WarningCancelled,
    WarningDrafted,
    WarningEdited,
    WarningEvent,
    WarningExpired,
    WarningSent,
    WarningUpdated,
)
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (WarningEvent,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case WarningDrafted() as drafted:
            _record(drafted, "drafted", incident=drafted.incident, update=drafted.update)
        case WarningEdited() as edited:
            _record(edited, "edited", revision=edited.revision)
        case DraftDiscarded() as discarded:
            _record(discarded, "discarded")
        case WarningCancelled() as cancelled:
            _record(cancelled, "cancelled", **_sent(cancelled), reason=cancelled.reason)
        case WarningUpdated() as updated:
            _record(updated, "updated", **_sent(updated))
        case WarningSent() as issued:
            _record(issued, "issued", **_sent(issued))
        case WarningExpired() as expired:
            _record(expired, "expired")


def _sent(event: WarningSent) -> dict[str, object]:
    return {"identifier": event.identifier, "authors": list(event.authors)}


def _record(event: WarningEvent, deed: str, **details: object) -> None:
    record(
        account=event.by,
        action=f"warning.{deed}",
        subject=f"warning/{event.warning}",
        details=details,
    )
