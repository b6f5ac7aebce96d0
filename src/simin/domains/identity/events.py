"""What identity tells. ``by`` is the username of who did it, or ``system``."""

from simin.kit.outbox.event import Event


class AccountOpened(Event, frozen=True, kw_only=True):
    account: str
    by: str
    #: A person of the demonstration.
    invented: bool = False


class AccountClosed(Event, frozen=True, kw_only=True):
    account: str
    by: str


class RoleGranted(Event, frozen=True, kw_only=True):
    account: str
    role: str
    by: str
    #: None: in the whole city.
    department: str | None = None


class RoleRevoked(Event, frozen=True, kw_only=True):
    account: str
    role: str
    by: str
    department: str | None = None


class OrganisationDefined(Event, frozen=True, kw_only=True):
    departments: int
