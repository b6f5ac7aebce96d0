"""Take over what the city pack defines; defining the same again changes nothing."""

from collections.abc import Iterable, Mapping

import msgspec
from django.db import transaction

from simin.domains.incidents.models import (
    CountedFamily,
    FacilityRole,
    IncidentKind,
    StateName,
    Unit,
)
from simin.domains.incidents.nearest import Role
from simin.domains.incidents.report import (
    CountRule,
    KindDefinition,
    UnitDefinition,
    checked_words,
)
from simin.domains.incidents.states import State, checked_path
from simin.kit.errors import RejectedError
from simin.kit.text import Text


@transaction.atomic
def define_kinds(
    kinds: Iterable[KindDefinition], *, state_names: Mapping[str, Text] | None = None
) -> None:
    """Kinds that are no longer defined stay, since incidents of the past have them."""
    for order, kind in enumerate(kinds):
        checked_words("name", kind.name)
        if kind.duplicates is not None:
            kind.duplicates.check()
        IncidentKind.objects.update_or_create(id=kind.id, defaults=_fields(kind, order))
    for state, name in (state_names or {}).items():
        if state not in list(State):
            raise RejectedError(f"states.{state}", f"is none of {', '.join(State)}")
        StateName.objects.update_or_create(state=state, defaults={"name": dict(name)})


def _fields(kind: KindDefinition, order: int) -> dict[str, object]:
    return {
        "name": dict(kind.name),
        "icon": kind.icon,
        "states": checked_path(kind.states),
        "agency": dict(kind.agency) if kind.agency else None,
        "target_seconds": kind.target_seconds,
        "release": msgspec.to_builtins(kind.release),
        "duplicates": msgspec.to_builtins(kind.duplicates),
        "received": msgspec.to_builtins(kind.received),
        "order": order,
    }


@transaction.atomic
def define_counts(rules: Iterable[CountRule]) -> None:
    """Which families are counted from incidents, in place of those before."""
    given = list(rules)
    for rule in given:
        fields = {"of": rule.of, "kinds": None if rule.kinds is None else list(rule.kinds)}
        CountedFamily.objects.update_or_create(family=rule.family, defaults=fields)
    CountedFamily.objects.exclude(family__in=[rule.family for rule in given]).delete()


@transaction.atomic
def define_units(units: Iterable[UnitDefinition]) -> None:
    for unit in units:
        fields = {
            "name": dict(unit.name),
            "kind": unit.kind,
            "district": unit.district,
            "agency": dict(unit.agency) if unit.agency else None,
        }
        Unit.objects.update_or_create(id=unit.id, defaults=fields)


@transaction.atomic
def define_roles(roles: Iterable[Role]) -> None:
    """Which data set plays which part around incidents, in place of those before."""
    given = list(roles)
    for order, role in enumerate(given):
        role.check()
        fields = {"told": msgspec.to_builtins(role), "order": order}
        FacilityRole.objects.update_or_create(id=role.id, defaults=fields)
    FacilityRole.objects.exclude(id__in=[role.id for role in given]).delete()
