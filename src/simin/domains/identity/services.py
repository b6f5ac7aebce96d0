"""Open and close accounts, grant and revoke roles, define the organisation.

Each is one transaction whose event says who did it; the audit trail is written from the events.
Events bear city time, like all events; roles begin and end in real time.
"""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from simin.domains.identity import browsers, models, policies, queries
from simin.domains.identity.errors import RoleNotHeldError, UsernameTakenError
from simin.domains.identity.events import (
    AccountClosed,
    AccountOpened,
    OrganisationDefined,
    RoleGranted,
    RoleRevoked,
)
from simin.domains.identity.models import Account, RoleAssignment
from simin.domains.identity.organisation import Department
from simin.domains.identity.person import Person
from simin.domains.identity.roles import Role, Theme
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.outbox.event import Event

tell_in_browser, forget_browser = browsers.tell_in_browser, browsers.forget_browser

#: Acts where no person does.
SYSTEM = "system"


@transaction.atomic
def open_account(*, person: Person, password: str | None = None, by: str = SYSTEM) -> Account:
    """An account for ``person``; without a password it can sign in by other means only.

    The password of an invented person is public anyway and is not judged.
    Raises ``UsernameTakenError``, or ``RejectedError`` naming the field.
    """
    if queries.has_account(person.username):
        raise UsernameTakenError(person.username)
    account = _account(person)
    _set_password(account, password)
    _check_fields(account)
    account.save()
    _publish(AccountOpened(account=person.username, invented=person.invented, by=by))
    for role in person.roles:
        grant_role(account=person.username, role=role, department=_reach(person, role), by=by)
    return account


@transaction.atomic
def welcome_citizen(*, account: Account, by: str = SYSTEM) -> None:
    """Someone has signed up by themselves: the account is a citizen's."""
    _publish(AccountOpened(account=account.username, by=by))
    grant_role(account=account.username, role=Role.CITIZEN, by=by)


@transaction.atomic
def close_account(*, account: str, by: str) -> None:
    """Nobody signs in with it any more, and its roles end; closing twice does nothing."""
    found = queries.account(account)
    if not found.is_active:
        return
    found.is_active = False
    found.save(update_fields=["is_active"])
    for held in RoleAssignment.objects.select_for_update().filter(account=found, until=None):
        _end(held, by)
    _publish(AccountClosed(account=account, by=by))


@transaction.atomic
def change_password(*, account: str, password: str) -> None:
    """Sessions with the old one end. Raises ``RejectedError`` naming ``password``."""
    found = queries.account(account)
    _set_password(found, password)
    found.save(update_fields=["password"])


@transaction.atomic
def grant_role(*, account: str, role: Role, department: str | None = None, by: str) -> None:
    """The account holds ``role`` from now on; granting what is held does nothing."""
    if department is not None:
        queries.department(department)
    _, new = RoleAssignment.objects.get_or_create(
        account=queries.account(account),
        role=role,
        department_id=department,
        until=None,
        defaults={"since": timezone.now(), "granted_by": by},
    )
    if new:
        _publish(RoleGranted(account=account, role=role, department=department, by=by))


@transaction.atomic
def revoke_role(*, account: str, role: Role, department: str | None = None, by: str) -> None:
    """The role ends now. Raises ``RoleNotHeldError``."""
    held = (
        RoleAssignment.objects.select_for_update()
        .filter(account__username=account, role=role, department_id=department, until=None)
        .first()
    )
    if held is None:
        raise RoleNotHeldError(f"{account!r} does not hold the role {role}")
    _end(held, by)


@transaction.atomic
def prefer(*, account: str, language: str | None = None, theme: Theme | None = None) -> None:
    """Keep how a person wants the screens; None leaves it as it is."""
    found = queries.account(account)
    found.language = found.language if language is None else language
    found.theme = found.theme if theme is None else theme
    found.save(update_fields=["language", "theme"])


@transaction.atomic
def define_organisation(departments: Iterable[Department]) -> None:
    """Departments and agencies, replaced as a whole; one that still has people cannot go."""
    given = list(departments)
    policies.check_organisation(given)
    known = {department.id for department in given}
    for unit in _parents_first(given):
        models.Department.objects.update_or_create(id=unit.id, defaults=_columns(unit))
    gone = models.Department.objects.exclude(id__in=known)
    try:
        gone.delete()
    except ProtectedError as error:
        names = ", ".join(sorted(unit.id for unit in gone))
        raise RejectedError("organisation", f"people still belong to {names}") from error
    _publish(OrganisationDefined(departments=len(given)))


def _parents_first(units: list[Department]) -> list[Department]:
    parents = {unit.id: unit.parent for unit in units}

    def depth(department: str | None) -> int:
        return 0 if department is None else 1 + depth(parents[department])

    return sorted(units, key=lambda unit: depth(unit.id))


def _columns(unit: Department) -> dict[str, object]:
    return {
        "name": dict(unit.name),
        "kind": unit.kind,
        "parent_id": unit.parent,
        "rank": unit.rank,
    }


def _set_password(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
        return
    if not account.invented:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise RejectedError("password", " ".join(error.messages)) from error
    account.set_password(password)


def _check_fields(account: Account) -> None:
    if account.department_id is not None:
        queries.department(account.department_id)
    try:
        account.clean_fields(exclude=["name"])
    except ValidationError as error:
        field, reasons = next(iter(error.message_dict.items()))
        raise RejectedError(field, " ".join(reasons)) from error


def _account(person: Person) -> Account:
    return Account(
        username=person.username,
        name=dict(person.name),
        email=person.email,
        department_id=person.department,
        language=person.language,
        theme=person.theme,
        invented=person.invented,
    )


def _reach(person: Person, role: Role) -> str | None:
    return person.department if role is Role.DEPARTMENT_OFFICER else None


def _end(held: RoleAssignment, by: str) -> None:
    held.until = timezone.now()
    held.save(update_fields=["until"])
    _publish(
        RoleRevoked(
            account=held.account.username, role=held.role, department=held.department_id, by=by
        )
    )


def _publish(event: Event) -> None:
    outbox.append(event, at=city_clock().now())
