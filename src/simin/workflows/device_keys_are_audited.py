"""Issuing and revoking the keys of devices stand in the audit trail, by handle, never by key."""

from simin.domains.audit.services import record
from simin.domains.devices.events import DeviceKeyIssued, DeviceKeyRevoked
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (DeviceKeyIssued, DeviceKeyRevoked)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case DeviceKeyIssued() as issued:
            details = {
                "name": issued.name,
                "everything": issued.everything,
                "until": issued.expires_at.isoformat() if issued.expires_at else None,
            }
            _record(issued, "device-access.issued", details)
        case DeviceKeyRevoked() as revoked:
            _record(revoked, "device-access.revoked", {"name": revoked.name})


def _record(
    event: DeviceKeyIssued | DeviceKeyRevoked, action: str, details: dict[str, object]
) -> None:
    record(account=event.by, action=action, subject=f"device/{event.handle}", details=details)
