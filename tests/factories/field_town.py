"""A town with a fire, an engine on its way to it, and somebody at each end of the line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from simin.domains.field import services
from simin.domains.field.models import Invitation
from simin.domains.field.services import Asked
from simin.domains.field.services.record import Sent
from simin.domains.identity import services as people
from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.domains.incidents import services as incidents
from simin.domains.incidents.report import UnitDefinition
from simin.kit import file_store
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.kit.file_store import RememberedStore
from tests.factories.incidents import NOON, found_town, minutes, reported
from tests.factories.people import person

#: Real time: the town is replayed.
REAL = datetime(2026, 11, 27, 5, tzinfo=UTC)
SECRET = "s" * 43
FIRE = "2022-000001"
PEOPLE = {
    "duty": Role.DUTY_OFFICER,
    "mayor": Role.MAYOR,
    "officer": Role.DEPARTMENT_OFFICER,
    "auditor": Role.AUDITOR,
    "citizen": Role.CITIZEN,
}


@contextmanager
def field_town() -> Iterator[RememberedStore]:
    """City time stands at ten minutes past noon; files stay in memory."""
    found_town()
    people.define_organisation(
        [
            Department(id="fire", name={"en": "Fire", "ko": "소방"}),
            Department(id="parks", name={"en": "Parks", "ko": "공원"}),
        ]
    )
    for username, role in PEOPLE.items():
        people.open_account(person=person(username, role, department="fire"), password=None)
    incidents.define_units(
        [UnitDefinition(id="engine-3", name={"en": "Engine 3", "ko": "3호차"}, kind="engine")]
    )
    assert reported() == FIRE
    incidents.assign_unit(FIRE, unit="engine-3", at=minutes(1), received_at=minutes(1))
    store = RememberedStore()
    file_store.wire(lambda _: store)
    wire(FixedClock(NOON + timedelta(minutes=10)))
    try:
        yield store
    finally:
        wire(SystemClock())
        file_store.wire(None)


def asked(**changes: Any) -> Asked:
    plain: dict[str, Any] = {
        "subject": f"incident/{FIRE}",
        "subject_title": {"en": "Fire, Eastside", "ko": "화재, 동쪽동"},
        "who": "Engine 3",
        "purpose": "See the fire",
        "unit": "engine-3",
    }
    return Asked(**{**plain, **changes})


def invited(
    *,
    secret: str = SECRET,
    key: str = "form",
    by: str = "duty",
    now: datetime = REAL,
    **changes: Any,
) -> Invitation:
    return services.invite(asked(**changes), secret=secret, form_key=key, by=by, now=now)


def sent(key: str = "one", now: datetime = REAL, **changes: Any) -> Sent:
    return Sent(key=key, now=now, **changes)
