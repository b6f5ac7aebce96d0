"""Opening and closing accounts, granting and revoking roles stand in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.identity.events import (
    AccountClosed,
    AccountOpened,
    OrganisationDefined,
    RoleGranted,
    RoleRevoked,
)
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (
    AccountOpened,
    AccountClosed,
    RoleGranted,
    RoleRevoked,
    OrganisationDefined,
)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    match event:
        case AccountOpened():
            _record(event, "account.opened", invented=event.invented)
        case AccountClosed():
            _record(event, "account.closed")
        case RoleGranted():
            _record(event, "role.granted", role=event.role, department=event.department)
        case RoleRevoked():
            _record(event, "role.revoked", role=event.role, department=event.department)
        case OrganisationDefined():
            record(
                account="system",
                action="organisation.defined",
                details={"departments": event.departments},
            )


def _record(
    event: AccountOpened | AccountClosed | RoleGranted | RoleRevoked,
    action: str,
    **details: object,
) -> None:
    record(account=event.by, action=action, subject=f"account/{event.account}", details=details)
