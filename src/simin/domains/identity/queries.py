"""Ask who someone is and what they are to the city."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from simin.domains.identity import models
from simin.domains.identity.errors import UnknownAccountError, UnknownDepartmentError
from simin.domains.identity.models import Account, PushSubscription
from simin.domains.identity.organisation import Department, DepartmentKind
from simin.domains.identity.policies import ACTING_ROLES
from simin.domains.identity.roles import Role
from simin.kit.delivery import Recipient

__all__ = [
    "Account",
    "AccountLine",
    "PushSubscription",
    "account",
    "account_lines",
    "acting_for",
    "browsers",
    "demo_accounts",
    "department",
    "departments",
    "departments_of",
    "has_account",
    "holders",
    "members",
    "recipient",
    "roles_of",
    "units_above",
    "units_below",
    "units_or_head_above",
]


def account(username: str) -> Account:
    """Raises ``UnknownAccountError``."""
    found = Account.objects.select_related("department").filter(username=username).first()
    if found is None:
        raise UnknownAccountError(f"there is no account {username!r}")
    return found


def recipient(username: str) -> Recipient | None:
    """Where word reaches somebody; None for who has left."""
    found = Account.objects.filter(username=username, is_active=True).first()
    if found is None:
        return None
    return Recipient(
        username=found.username,
        email=found.email,
        unit=found.department_id or "",
        language=found.language,
    )


def has_account(username: str) -> bool:
    return Account.objects.filter(username=username).exists()


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """An account as it is listed."""

    username: str
    #: Held now; of a department: ``department_officer (fire)``.
    roles: tuple[str, ...]
    #: Real time.
    last_sign_in: datetime | None
    closed: bool
    invented: bool


def account_lines() -> list[AccountLine]:
    """All that were ever opened, by username."""
    held: dict[int, list[str]] = {}
    for one in models.RoleAssignment.objects.filter(_now()).order_by("role", "department_id"):
        where = f" ({one.department_id})" if one.department_id else ""
        held.setdefault(one.account_id, []).append(f"{one.role}{where}")
    return [
        AccountLine(
            username=one.username,
            roles=tuple(held.get(one.pk, [])),
            last_sign_in=one.last_login,
            closed=not one.is_active,
            invented=one.invented,
        )
        for one in Account.objects.order_by("username")
    ]


def demo_accounts() -> list[Account]:
    """The invented people of the demonstration who may sign in, in the order they were opened."""
    return list(Account.objects.filter(invented=True, is_active=True).order_by("id"))


def roles_of(account_id: int) -> frozenset[Role]:
    """The roles that an account holds now."""
    held = models.RoleAssignment.objects.filter(_now(), account_id=account_id)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def departments_of(account_id: int, role: Role) -> frozenset[str | None]:
    """Departments in which an account holds ``role`` now; None among them: the whole city."""
    held = models.RoleAssignment.objects.filter(_now(), account_id=account_id, role=role)
    return frozenset(held.values_list("department_id", flat=True))


def holders(role: Role, *, department: str | None = None) -> list[Account]:
    """Open accounts that hold ``role`` now (in that department, if one is given), by username."""
    held = models.RoleAssignment.objects.filter(_now(), role=role)
    if department is not None:
        held = held.filter(department_id=department)
    found = Account.objects.filter(is_active=True, id__in=held.values("account_id"))
    return list(found.order_by("username"))


def departments(kind: DepartmentKind | None = None) -> list[Department]:
    """The organisation, each unit after the one above it, siblings by rank."""
    rows = models.Department.objects.order_by("rank", "id")
    ordered = _downwards([_department(row) for row in rows])
    return [unit for unit in ordered if kind is None or unit.kind is kind]


def department(department_id: str) -> Department:
    """Raises ``UnknownDepartmentError``."""
    row = models.Department.objects.filter(id=department_id).first()
    if row is None:
        raise UnknownDepartmentError(f"there is no department {department_id!r}")
    return _department(row)


def members(department_id: str) -> list[Account]:
    """Open accounts of the people of a department (not of those below it), by username."""
    found = Account.objects.filter(is_active=True, department_id=department_id)
    return list(found.order_by("username"))


def acting_for(unit: str, role: str = "") -> list[Account]:
    """Who holds ``role``, in ``unit`` if one is named; without a role, who acts for the unit."""
    if role:
        return [one for one in holders(Role(role)) if not unit or one.department_id == unit]
    return [one for one in members(unit) if not ACTING_ROLES.isdisjoint(roles_of(one.pk))]


def units_above(department_id: str) -> list[str]:
    """The units above a department, the nearest first. Raises ``UnknownDepartmentError``."""
    parents = {unit.id: unit.parent for unit in departments()}
    if department_id not in parents:
        raise UnknownDepartmentError(f"there is no department {department_id!r}")
    above: list[str] = []
    parent = parents[department_id]
    while parent is not None:
        above.append(parent)
        parent = parents[parent]
    return above


def units_or_head_above(unit: str) -> list[str]:
    """The units above ``unit``, nearest first: to whom something goes up.

    Above no unit (a role of the whole city), and above one that is no more, stands the head.
    """
    if unit:
        try:
            return units_above(unit)
        except UnknownDepartmentError:
            pass
    return [one.id for one in departments() if one.parent is None][:1]


def units_below(department_id: str) -> frozenset[str]:
    """The department and every unit below it; empty for one that does not exist."""
    found = set[str]()
    for unit in departments():  # each after the one above it
        if unit.id == department_id or unit.parent in found:
            found.add(unit.id)
    return frozenset(found)


def _now() -> Q:
    now = timezone.now()
    return Q(since__lte=now) & (Q(until=None) | Q(until__gt=now))


def _department(row: models.Department) -> Department:
    return Department(
        id=row.id,
        name=row.name,
        kind=DepartmentKind(row.kind),
        parent=row.parent_id,
        rank=row.rank,
    )


def _downwards(units: Iterable[Department], above: str | None = None) -> list[Department]:
    below: dict[str | None, list[Department]] = {}
    for unit in units:
        below.setdefault(unit.parent, []).append(unit)
    ordered: list[Department] = []
    waiting = list(reversed(below.get(above, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(below.get(unit.id, [])))
    return ordered


def browsers(username: str) -> list[PushSubscription]:
    """Where the account is reached by Web Push, the newest first."""
    rows = PushSubscription.objects.filter(account__username=username, account__is_active=True)
    return list(rows.order_by("-since", "-id"))
