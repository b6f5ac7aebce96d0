"""Who let whom in, who agreed to what, and what became of recordings stands in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.field.events import (
    CallChanged,
    FieldEvent,
    InvitationMade,
    InvitationOpened,
    InvitationRevoked,
    PositionAllowed,
    RecordingAllowed,
    RecordingEnded,
)
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (
    InvitationMade,
    InvitationOpened,
    InvitationRevoked,
    PositionAllowed,
    CallChanged,
    RecordingAllowed,
    RecordingEnded,
)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, FieldEvent):
        return
    action, details = _deed(event)
    record(
        account=event.by,
        action=f"field.{action}",
        subject=f"field/{event.invitation}",
        details={"about": event.subject, **details},
    )


def _deed(event: FieldEvent) -> tuple[str, dict[str, object]]:
    if isinstance(event, InvitationMade):
        return "invited", {"purpose": event.purpose, "until": event.expires_at.isoformat()}
    if isinstance(event, InvitationOpened | InvitationRevoked):
        return type(event).__name__.removeprefix("Invitation").lower(), {}
    if isinstance(event, PositionAllowed):
        return "position-allowed" if event.allowed else "position-stopped", {}
    return _of_a_call(event)


def _of_a_call(event: FieldEvent) -> tuple[str, dict[str, object]]:
    match event:
        case CallChanged(call=call, state=state):
            return f"call-{state}", {"call": call}
        case RecordingAllowed(call=call, side=side, allowed=allowed):
            deed = "recording-allowed" if allowed else "recording-refused"
            return deed, {"call": call, "side": side}
        case RecordingEnded(call=call, recording=number, kept=kept):
            deed = "recording-kept" if kept else "recording-deleted"
            return deed, {"call": call, "recording": number}
    raise TypeError(f"{type(event).__name__} is not audited")
