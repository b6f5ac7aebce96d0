"""Registering and removing kiosks, and renewing their keys, stand in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.kiosks.events import KioskRegistered, KioskRemoved
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (KioskRegistered, KioskRemoved)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case KioskRegistered() as event:
            action = "kiosk.key-renewed" if event.renewed else "kiosk.registered"
            _record(event, action)
        case KioskRemoved() as event:
            _record(event, "kiosk.removed")


def _record(event: KioskRegistered | KioskRemoved, action: str) -> None:
    subject = f"kiosk/{event.handle}"
    record(account=event.by, action=action, subject=subject, details={"name": event.name})
