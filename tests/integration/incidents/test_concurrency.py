"""Many channels report at once: every incident gets one number, no number is given twice."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.db import connection

from simin.domains.incidents import queries, services
from simin.domains.incidents.models import Incident
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from tests.factories.incidents import NOON, advanced, found_town, reported
from tests.factories.turns import while_one_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'",
        reason="the tests' SQLite lives in memory and knows no second writer",
    ),
]


def _report(key: int) -> str:
    try:
        return reported(str(key))
    finally:
        connection.close()


def test_numbers_are_unique_and_without_gaps_and_a_repeat_is_the_same() -> None:
    found_town()
    keys = [key % 20 for key in range(80)]
    with ThreadPoolExecutor(8) as channels:
        numbers = list(channels.map(_report, keys))
    assert all(len({numbers[place] for place in range(key, 80, 20)}) == 1 for key in range(20))
    given = sorted(Incident.objects.values_list("id", flat=True))
    assert given == [f"2022-{number:06d}" for number in range(1, 21)]
    assert queries.counts(NOON.date()).number() == 20


def test_whoever_waits_for_the_turn_holds_no_incident() -> None:
    """A procedure has the turn and notes something; an operator goes on with the incident."""
    found_town()
    fire = reported("1")
    told = Told(at=NOON, actor={"en": "Room"}, origin=Origin.MEASURED, text={"en": "Seen"})

    def noted() -> bool:
        return services.note(fire, told=told)

    assert while_one_waits(lambda: advanced(fire, "closed", 10), noted)
    assert while_one_waits(lambda: reported("2"), lambda: reported("3"))


def _close(incident_id: str) -> bool:
    try:
        return advanced(incident_id, "closed", 10)
    finally:
        connection.close()


def test_a_step_told_by_many_at_once_is_taken_once() -> None:
    found_town()
    fire = reported("1")
    with ThreadPoolExecutor(8) as channels:
        taken = list(channels.map(_close, repeat(fire, 8)))
    assert taken.count(True) == 1
    assert [entry.state for entry in queries.timeline(fire)] == ["reported", "closed"]
    assert queries.being_dealt_with().number() == 0
