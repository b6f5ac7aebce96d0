"""Two that were one are two again, and nothing is lost either way."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simin.domains.incidents import queries, services
from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.models import (
    ArrivalCount,
    DayCount,
    Incident,
    OpenCount,
    SearchWord,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.services import UnitDefinition
from simin.kit.errors import RejectedError
from tests.factories.incidents import advanced, amended, found_town, minutes, reported, told

#: Moved by the record of merging itself, whose entries are news.
OF_THE_RECORD = {"last_at", "received_at"}


def pictured() -> dict[str, Any]:
    """All that is known, but for what the merges wrote down about themselves."""
    incidents = {
        row["id"]: {name: value for name, value in row.items() if name not in OF_THE_RECORD}
        for row in Incident.objects.values()
    }
    units = set(UnitAssignment.objects.values_list("incident", "unit", "state", "since"))
    search = set(SearchWord.objects.values_list("incident", "word"))
    counters = [
        sorted(map(str, kind.objects.filter(number__gt=0).values_list()))
        for kind in (DayCount, OpenCount, ArrivalCount)
    ]
    return {"incidents": incidents, "units": units, "search": search, "counters": counters}


def entries() -> list[tuple[str, str]]:
    told = TimelineEntry.objects.order_by("id").values_list("incident", "text__en")
    return [(incident, text) for incident, text in told]


def units() -> None:
    names = [UnitDefinition(id=f"u{n}", name={"en": f"Unit {n}"}, kind="pump") for n in range(3)]
    services.define_units(names)


def assigned(incident: str, unit: str, after: float = 1) -> None:
    services.assign_unit(incident, unit=unit, at=minutes(after), received_at=minutes(after))


@pytest.mark.django_db
def test_everything_goes_back_to_where_it_came_from() -> None:
    found_town()
    units()
    one = reported("1", after=5, severity="minor")
    other = reported("2", after=2, severity="severe", source="120", detected_at=minutes(1))
    assigned(one, "u0", 6)
    assigned(other, "u0", 6)
    assigned(other, "u1", 6)
    advanced(other, "arrived", 8)
    before, told_before = pictured(), entries()
    services.merge(one, duplicate=other, told=told(10))
    merged = queries.incident(one)
    assert (merged.severity, merged.reported_at, merged.arrived_at) == (
        "severe",
        minutes(2),
        minutes(8),
    )
    assert services.unmerge(other, told=told(11)) == one
    assert pictured() == before
    assert entries()[: len(told_before)] == told_before
    assert [text for _, text in entries()[len(told_before) :]] == [
        f"Merged into {one}",
        f"Merged with {other}",
        f"Separated from {one}",
        f"{other} was separated: it is another incident",
    ]


@pytest.mark.django_db
def test_what_was_told_since_stays_with_the_survivor() -> None:
    found_town()
    one, other = reported("1"), reported("2", source="120")
    services.merge(one, duplicate=other, told=told(5))
    services.note(other, told=told(6, text={"en": "smoke"}))
    amended(one, told=told(7))
    advanced(one, "arrived", 8)
    services.unmerge(other, told=told(9))
    survivor, part = queries.incident(one), queries.incident(other)
    assert (survivor.state, survivor.severity, survivor.arrived_at) == (
        "arrived",
        "severe",
        minutes(8),
    )
    assert (part.state, part.severity, part.closed_at) == ("reported", "moderate", None)
    assert "smoke" in [entry.text["en"] for entry in queries.timeline(one)]
    services.note(other, told=told(10, text={"en": "again"}))
    assert [entry.text["en"] for entry in queries.timeline(other)][-1] == "again"


@pytest.mark.django_db
def test_of_two_parts_the_first_is_taken_out() -> None:
    """The survivor then says what it would had the first never been."""
    found_town()
    one = reported("1", after=10, severity="minor")
    first = reported("2", after=8, severity="severe", source="120")
    second = reported("3", after=9, severity="moderate", source="119")
    services.merge(one, duplicate=first, told=told(11))
    services.merge(one, duplicate=second, told=told(12))
    services.unmerge(first, told=told(13))
    assert (queries.incident(one).reported_at, queries.incident(one).severity) == (
        minutes(9),
        "moderate",
    )
    services.unmerge(second, told=told(14))
    assert (queries.incident(one).reported_at, queries.incident(one).severity) == (
        minutes(10),
        "minor",
    )


@pytest.mark.django_db
def test_a_part_of_a_part_waits_for_the_outer_one() -> None:
    found_town()
    one, middle, inner = (reported(str(n), source=f"s{n}") for n in range(3))
    services.merge(middle, duplicate=inner, told=told(1))
    services.merge(one, duplicate=middle, told=told(2))
    with pytest.raises(RejectedError, match=f"part of {middle}"):
        services.unmerge(inner, told=told(3))
    services.unmerge(middle, told=told(4))
    assert queries.incident(inner).merged_into_id == middle
    services.unmerge(inner, told=told(5))
    assert {row.state for row in Incident.objects.all()} == {"reported"}


@pytest.mark.django_db
def test_what_is_part_of_nothing_cannot_be_separated() -> None:
    found_town()
    with pytest.raises(WrongTransitionError, match="part of no other"):
        services.unmerge(reported(), told=told(1))


@pytest.mark.django_db
def test_proposed_dismissed_and_not_proposed_again() -> None:
    found_town()
    one = reported("1", longitude=127.01, latitude=37.51)
    other = reported("2", after=6, source="120", longitude=127.0115, latitude=37.51)
    (found,) = queries.proposals(queries.incident(one))
    assert (found.incident.id, found.likeness.minutes) == (other, 6)
    assert 100 < (found.likeness.metres or 0) < 200
    assert set(queries.proposed([queries.incident(one), queries.incident(other)])) == {one, other}
    assert services.keep_apart(other, other=one, told=told(7))
    assert not services.keep_apart(one, other=other, told=told(8))
    assert queries.proposals(queries.incident(one)) == []
    assert queries.proposals(queries.incident(other)) == []


@pytest.mark.django_db
def test_a_drill_is_never_proposed_to_be_real() -> None:
    found_town()
    one = reported("1", longitude=127.01, latitude=37.51)
    reported("2", source="120", drill=True, longitude=127.01, latitude=37.51)
    assert queries.proposals(queries.incident(one)) == []


@pytest.mark.django_db
def test_merged_ones_are_listed_with_what_can_be_undone() -> None:
    found_town()
    one, other = reported("1"), reported("2", source="120")
    services.merge(one, duplicate=other, told=told(1))
    (part,) = queries.joined(one)
    assert part.incident.id == other and part.merge is not None
    assert queries.proposals(queries.incident(other)) == []


moments = st.integers(0, 30)
told_of = st.tuples(moments, st.sampled_from(["minor", "moderate", "severe"]), st.booleans())
deeds = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4)


class MergeAndBack(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(told_of, min_size=4, max_size=4), deeds, st.integers(0, 3), st.integers(0, 3))
    def test_merged_and_separated_is_as_before(
        self, reports: list[tuple[int, str, bool]], story: list[tuple[int, int]], one: int, two: int
    ) -> None:
        """Whatever was merged before, and whichever of the two survives."""
        found_town()
        units()
        numbers = [_happened(place, *report) for place, report in enumerate(reports)]
        for into, duplicate in story:
            with suppress(RejectedError):
                services.merge(numbers[into], duplicate=numbers[duplicate], told=told(50))
        before = pictured()
        with suppress(RejectedError):
            if services.merge(numbers[one], duplicate=numbers[two], told=told(60)):
                services.unmerge(numbers[two], told=told(61))
        assert pictured() == before


def _happened(place: int, after: int, severity: str, arrived: bool) -> str:
    made = reported(str(place), after=after, severity=severity, source=f"s{place}")
    assigned(made, f"u{place % 3}", after)
    if arrived:
        advanced(made, "arrived", after + 7)
    return made
