"""A small town with a mayor, two deputies, and offices below them, where directives are given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from simin.domains.directives import queries, services
from simin.domains.directives.policies import Reader
from simin.domains.identity import queries as identity
from simin.domains.identity import services as people
from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.domains.places import services as places
from simin.kit.clock import FixedClock, SystemClock, wire
from tests.factories.observed import NOON
from tests.factories.people import person
from tests.factories.pictures import photo
from tests.factories.places import city

#: Id to the unit above it.
UNITS = {
    "mayor": None,
    "vice-1": "mayor",
    "vice-2": "mayor",
    "climate": "vice-1",
    "fire": "vice-2",
    "fire-east": "fire",
}
#: Username to role and unit.
PEOPLE = {
    "mayor": (Role.MAYOR, "mayor"),
    "vice1": (Role.DEPUTY, "vice-1"),
    "vice2": (Role.DEPUTY, "vice-2"),
    "duty": (Role.DUTY_OFFICER, "vice-2"),
    "climate": (Role.DEPARTMENT_OFFICER, "climate"),
    "fire": (Role.DEPARTMENT_OFFICER, "fire"),
    "east": (Role.DEPARTMENT_OFFICER, "fire-east"),
    "auditor": (Role.AUDITOR, "mayor"),
    "citizen": (Role.CITIZEN, None),
}
JPEG = photo()


@contextmanager
def directive_town(now: datetime = NOON, *, found: bool = False) -> Iterator[FixedClock]:
    """The town at ``now``; its clock stands still until a test moves it.

    ``found``: the city is there already.
    """
    clock = FixedClock(now)
    if not found:
        places.define_city(city(), at=now)
    people.define_organisation(
        Department(id=unit, name={"en": unit.title(), "ko": f"{unit} 과"}, parent=parent)
        for unit, parent in UNITS.items()
    )
    for username, (role, unit) in PEOPLE.items():
        people.open_account(person=person(username, role, department=unit), password=None)
    wire(clock)
    try:
        yield clock
    finally:
        wire(SystemClock())


def reader(username: str) -> Reader:
    return queries.reader(identity.account(username))


def told(now: datetime = NOON, **changes: Any) -> services.Draft:
    plain: dict[str, Any] = {
        "title": "Wash the roads at the school gates",
        "text": "Before school is out.",
        "unit": "climate",
        "due_at": now + timedelta(days=1),
        "subject": "air/pm25",
        "subject_title": {"en": "Fine dust", "ko": "초미세먼지"},
    }
    return services.Draft(**{**plain, **changes})


def issued(key: str = "one", by: str = "mayor", **changes: Any) -> str:
    return services.draft(told(**changes), by=reader(by), form_key=key)


def state(directive_id: str) -> str:
    return queries.directive(directive_id, reader("mayor")).state
