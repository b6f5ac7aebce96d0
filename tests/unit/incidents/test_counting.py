"""What an incident adds to the counters."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.incidents.counting import Arrived, Counted, Key, Open, Reported, adds, difference

ZONE = ZoneInfo("Asia/Seoul")
#: Already the fifth in the city.
FIRE = Counted(
    kind="fire",
    state="operating",
    severity="severe",
    district="east",
    drill=False,
    reported_at=datetime(2022, 3, 31, 15, 30, tzinfo=UTC),
    response_seconds=None,
    target_seconds=420,
)
TODAY = Reported(date(2022, 4, 1), "fire", "east")
NOW_OPEN = Open("fire", "severe", "east")
APRIL = date(2022, 4, 1)


@pytest.mark.parametrize(
    ("incident", "keys"),
    [
        (FIRE, [TODAY, NOW_OPEN]),
        (replace(FIRE, state="closed"), [TODAY]),
        (replace(FIRE, state="false_alarm"), []),
        (replace(FIRE, state="merged"), []),
        (replace(FIRE, drill=True), []),
        (
            replace(FIRE, response_seconds=420),
            [TODAY, NOW_OPEN, Arrived(APRIL, "fire", "east", True)],
        ),
        (
            replace(FIRE, response_seconds=421),
            [TODAY, NOW_OPEN, Arrived(APRIL, "fire", "east", False)],
        ),
        (replace(FIRE, response_seconds=9, target_seconds=None), [TODAY, NOW_OPEN]),
    ],
)
def test_what_an_incident_adds(incident: Counted, keys: list[Key]) -> None:
    assert adds(incident, ZONE) == Counter(keys)


counters = st.dictionaries(st.integers(0, 5), st.integers(1, 3)).map(Counter)


@given(counters, counters)
def test_the_difference_leads_from_before_to_after(
    before: Counter[int], after: Counter[int]
) -> None:
    moved = difference(before, after)  # type: ignore[arg-type]
    assert all(moved.values())
    reached = {key: before[key] + moved.get(key, 0) for key in before.keys() | after.keys()}
    assert {key: number for key, number in reached.items() if number} == dict(after)
