"""Counters are what counting would give, whatever happened (invariant 6)."""

from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simin.domains.incidents import queries, services
from simin.domains.incidents.counting import Arrived, Key, Open, Reported, adds
from simin.domains.incidents.models import ArrivalCount, DayCount, Incident, OpenCount
from simin.domains.incidents.services.counters import counted
from simin.domains.places import queries as places
from simin.kit.errors import RejectedError
from tests.factories.incidents import FIRE_PATH, advanced, amended, found_town, reported, told

TODAY = date(2022, 3, 5)


@pytest.mark.django_db
def test_counts_of_a_day_and_of_what_is_open() -> None:
    found_town()
    first = reported("1", severity="severe")
    reported("2", district="west")
    reported("3", kind="flood", district="west")
    reported("4", drill=True)
    advanced(first, "closed", 20)
    today = queries.counts(TODAY)
    assert today.numbers == {("fire", "east"): 1, ("fire", "west"): 1, ("flood", "west"): 1}
    assert (today.number(kinds=["fire"]), today.number(district="west"), today.number()) == (
        2,
        2,
        3,
    )
    assert queries.being_dealt_with().number(district="west") == 2
    assert queries.open_counts() == {("fire", "moderate"): 1, ("flood", "moderate"): 1}


@pytest.mark.django_db
def test_golden_time_is_the_share_that_arrived_within_the_target() -> None:
    found_town()
    assert queries.golden_time(TODAY).share is None
    for number, arrival in enumerate([5, 7, 7.5, 6], start=1):
        advanced(reported(str(number)), "arrived", arrival)
    reported("unanswered")
    golden = queries.golden_time(TODAY)
    assert (golden.arrived, golden.within_target, golden.share) == (4, 3, 0.75)
    assert queries.golden_time(TODAY, kinds=["flood"]).arrived == 0
    assert queries.golden_time(TODAY, district="east").arrived == 4
    assert queries.golden_time(date(2022, 4, 1)).arrived == 0


acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["report", "advance", "false_alarm", "merge", "unmerge", "reopen", "amend"]
        ),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from(FIRE_PATH),
    ),
    max_size=14,
)


class CountersKeepUp(TestCase):
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(acts)
    def test_counters_equal_a_count_of_all_rows(
        self, story: list[tuple[str, int, int, str]]
    ) -> None:
        found_town()
        for minute, (act, one, other, state) in enumerate(story, start=1):
            _try(act, str(one), str(other), state, minute)
        zone = places.zone()
        recount: Counter[Key] = Counter()
        for row in Incident.objects.select_related("kind"):
            recount += adds(counted(row), zone)
        assert _kept() == recount


def _try(act: str, one: str, other: str, state: str, minute: int) -> None:
    known = queries.known(source="fires", external_id=one)
    if act == "report" or known is None:
        reported(one, after=minute)
        return
    again = told(minute, text={"en": "so"})
    second = queries.known(source="fires", external_id=other) or known
    deeds = {
        "advance": lambda: advanced(known, state, minute),
        "false_alarm": lambda: services.mark_false_alarm(known, told=again),
        "merge": lambda: services.merge(known, duplicate=second, told=again),
        "unmerge": lambda: services.unmerge(known, told=again),
        "reopen": lambda: services.reopen(known, told=again),
        "amend": lambda: amended(known, told=again),
    }
    with suppress(RejectedError):
        deeds[act]()


def _kept() -> Counter[Key]:
    kept: Counter[Key] = Counter()
    for day in DayCount.objects.all():
        kept[Reported(day.day, day.kind, day.district)] = day.number
    for now in OpenCount.objects.all():
        kept[Open(now.kind, now.severity, now.district)] = now.number
    for arrival in ArrivalCount.objects.all():
        kept[Arrived(arrival.month, arrival.kind, arrival.district, arrival.within_target)] = (
            arrival.number
        )
    return +kept
