"""Criteria and facts give a level; a lower one must hold."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.incidents.grades import Severity
from simin.domains.incidents.stage import (
    HOLD,
    Criterion,
    DistrictsAt,
    Facts,
    OpenIncidents,
    Standing,
    find,
    level_of,
    measured,
    settle,
)
from simin.kit.errors import RejectedError

NOW = datetime(2022, 3, 5, 5, tzinfo=UTC)
BAD_AIR = DistrictsAt("air/pm25", "bad")


def criterion(
    level: int = 2, at_least: float = 5, text: str = "{count}", **of: object
) -> Criterion:
    return Criterion(
        id=f"c{level}",
        level=level,
        text={"en": text},
        at_least=at_least,
        **of,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("asked", "facts", "value"),
    [
        ({"districts_at": BAD_AIR}, Facts(districts={BAD_AIR: 7}), 7),
        ({"districts_at": BAD_AIR}, Facts(), None),
        ({"value_of": "air/cai"}, Facts(values={"air/cai": 251.5}), 251.5),
        ({"value_of": "air/cai"}, Facts(), None),
        ({"open_incidents": OpenIncidents()}, Facts(), 0),
        (
            {"open_incidents": OpenIncidents()},
            Facts(incidents={("fire", "minor"): 2, ("flood", "unknown"): 3}),
            5,
        ),
        (
            {"open_incidents": OpenIncidents("fire", Severity.SEVERE)},
            Facts(
                incidents={
                    ("fire", "extreme"): 1,
                    ("fire", "severe"): 2,
                    ("fire", "moderate"): 4,
                    ("flood", "extreme"): 8,
                }
            ),
            3,
        ),
    ],
)
def test_what_a_criterion_measures(
    asked: dict[str, object], facts: Facts, value: float | None
) -> None:
    assert measured(criterion(**asked), facts) == value


@pytest.mark.parametrize(("districts", "met"), [(4, False), (5, True), (25, True), (None, False)])
def test_a_criterion_is_met_from_its_limit_on_and_never_by_the_unknown(
    districts: int | None, met: bool
) -> None:
    facts = Facts(districts={} if districts is None else {BAD_AIR: districts})
    (found,) = find([criterion(districts_at=BAD_AIR)], facts)
    assert found.met is met
    assert found.text == {"en": "–" if districts is None else str(districts)}
    assert (found.value, found.at_least) == (districts, 5)
    assert level_of([found]) == (2 if met else 1)


def test_the_highest_met_level_counts() -> None:
    criteria = [
        criterion(level, at_least, value_of="air/cai")
        for level, at_least in [(2, 1), (4, 2), (5, 9)]
    ]
    assert level_of(find(criteria, Facts(values={"air/cai": 3}))) == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value_of": "x", "level": 1}, "level"),
        ({"value_of": "x", "level": 6}, "level"),
        ({}, "criteria.c2"),
        ({"value_of": "x", "districts_at": BAD_AIR}, "criteria.c2"),
        ({"value_of": "x", "text": "{districts} districts"}, "text"),
        ({"value_of": "x", "text": "{count"}, "text"),
    ],
)
def test_a_wrong_criterion_names_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError, match=field):
        criterion(**wrong).check()  # type: ignore[arg-type]


def test_it_rises_at_once_and_falls_after_the_hold() -> None:
    standing = settle(Standing(since=NOW), 3, NOW)
    assert (standing.level, standing.since) == (3, NOW)
    for minute in range(1, 11):
        standing = settle(standing, 1, NOW + timedelta(minutes=minute))
        assert standing.level == 3
    fallen = settle(standing, 1, NOW + timedelta(minutes=11))
    assert (fallen.level, fallen.since) == (1, NOW + timedelta(minutes=11))


def test_a_relapse_begins_the_wait_anew() -> None:
    standing = settle(Standing(level=3, since=NOW), 1, NOW)
    standing = settle(standing, 3, NOW + timedelta(minutes=9))
    standing = settle(standing, 1, NOW + timedelta(minutes=10))
    assert settle(standing, 1, NOW + timedelta(minutes=19)).level == 3
    assert settle(standing, 1, NOW + timedelta(minutes=20)).level == 1


def test_it_falls_to_the_worst_level_of_the_wait() -> None:
    standing = settle(Standing(level=4, since=NOW), 1, NOW)
    standing = settle(standing, 3, NOW + timedelta(minutes=5))
    standing = settle(standing, 2, NOW + HOLD)
    assert standing.level == 3


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 900)), max_size=40))
def test_the_stage_is_never_below_what_was_found_within_the_hold(
    assessed: list[tuple[int, int]],
) -> None:
    standing, now = Standing(since=NOW), NOW
    found: list[tuple[datetime, int]] = []
    for level, seconds in assessed:
        now += timedelta(seconds=seconds)
        found.append((now, level))
        standing = settle(standing, level, now)
        assert standing.level >= level
        assert standing.level in {1, *(was for _, was in found)}
        since = standing.lower_since or now
        assert standing.level >= max(was for at, was in found if at >= since)
