"""What is said of a series, and when nothing is."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from simin.domains.effects.estimate import Estimate, Verdict, estimate
from simin.domains.effects.grid import Point
from simin.domains.effects.reasons import Reason, Why
from simin.domains.effects.step import Step

SEOUL = ZoneInfo("Asia/Seoul")
FIRST = datetime(2024, 1, 31, 15, tzinfo=UTC)
BEFORE, AFTER = 56, 14


def noise(count: int = BEFORE + AFTER, seed: int = 4, memory: float = 0.4) -> list[float]:
    random = np.random.default_rng(seed)
    found, last = [], 0.0
    for _ in range(count):
        last = memory * last + float(random.normal(0, 3))
        found.append(last)
    return found


def said(
    values: Sequence[float | None],
    *,
    before: int = BEFORE,
    step: Step = "day",
    wanted: int = AFTER,
    elapsed: int | None = None,
    found: Sequence[Reason] = (),
) -> Estimate:
    apart = timedelta(days=1) if step == "day" else timedelta(hours=1)
    points = [
        (place, Point(FIRST + place * apart, v)) for place, v in enumerate(values) if v is not None
    ]
    return estimate(
        [point for place, point in points if place < before],
        [point for place, point in points if place >= before],
        step=step,
        zone=SEOUL,
        wanted=wanted,
        elapsed=len(values) - before if elapsed is None else elapsed,
        found=found,
    )


def stepped(effect: float, seed: int = 4) -> list[float | None]:
    return [
        30 + one + (effect if place >= BEFORE else 0) for place, one in enumerate(noise(seed=seed))
    ]


def test_a_large_effect_is_found_with_its_interval() -> None:
    told = said(stepped(-10))
    assert told.verdict is Verdict.SAID and told.clear
    assert told.low is not None and told.high is not None and told.low < -10 < told.high < 0
    assert told.p is not None and told.p < 0.01
    assert told.actual is not None and told.expected is not None and told.effect is not None
    assert told.actual - told.expected == pytest.approx(told.effect)
    assert len(told.line) == BEFORE + AFTER


def test_where_nothing_was_done_nothing_is_claimed() -> None:
    assert not said(stepped(0)).clear


def gappy(values: list[float | None], places: Sequence[int]) -> list[float | None]:
    return [None if place in places else value for place, value in enumerate(values)]


CASES: dict[str, tuple[Callable[[], Estimate], Why, dict[str, float]]] = {
    "few days of the window": (
        lambda: said(stepped(-10)[: BEFORE + 5]),
        Why.TOO_LITTLE_AFTER,
        {"there": 5, "wanted": 14},
    ),
    "a short time before": (
        lambda: said(stepped(-10)[40:], before=16),
        Why.TOO_LITTLE_BEFORE,
        {"there": 16, "needed": 21},
    ),
    "holes after": (
        lambda: said(gappy(stepped(-10), range(60, 66))),
        Why.GAPS,
        {"there": 8, "wanted": 14},
    ),
    "always the same": (lambda: said([3.0] * 70), Why.FLAT, {}),
    "two values": (lambda: said([3.0] * 56 + [2.0] * 14), Why.FLAT, {}),
    "a source that is wrong": (
        lambda: said(stepped(-10), found=[Reason(Why.SOURCE_DOUBTED, {"detector": "frozen"})]),
        Why.SOURCE_DOUBTED,
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said(name: str) -> None:
    made, why, facts = CASES[name]
    told = made()
    assert told.verdict is Verdict.UNSAID
    assert why in [reason.why for reason in told.reasons]
    assert told.effect is told.low is told.p is None
    reason = next(one for one in told.reasons if one.why is why)
    assert {name: reason.facts[name] for name in facts} == facts


def test_what_leaps_by_itself_all_the_time_says_nothing_of_an_effect() -> None:
    leaps = [float(20 * (place // 9 % 2)) + one / 10 for place, one in enumerate(noise())]
    told = said(leaps)
    assert told.verdict is Verdict.UNSAID or not told.clear


def test_with_another_act_in_the_same_time_it_is_nobodys_alone() -> None:
    told = said(stepped(-10), found=[Reason(Why.OTHER_ACTION, {"subject": "x"})])
    assert told.verdict is Verdict.SHARED and told.effect is not None


def test_a_trend_from_before_is_taken_into_account_and_told() -> None:
    told = said([one + 0.8 * place for place, one in enumerate(noise())])
    assert Why.TREND in [reason.why for reason in told.reasons]
    assert not told.clear


def test_a_long_window_after_a_short_time_before_is_to_be_read_with_care() -> None:
    told = said([30 + one for one in noise(140)], before=112, wanted=28)
    assert Why.SEASON in [reason.why for reason in told.reasons]


def test_a_single_wild_value_is_told() -> None:
    values = stepped(-2)
    values[20] = 400.0
    assert Why.OUTLIERS in [reason.why for reason in said(values).reasons]


def test_days_of_the_week_are_expected_and_no_effect() -> None:
    week = [0, 0, 0, 0, 0, 12, 12]
    told = said([week[place % 7] + one / 3 for place, one in enumerate(noise())])
    assert told.verdict is Verdict.SAID and told.effect is not None and abs(told.effect) < 2


def test_hours_of_the_day_are_expected_and_no_effect() -> None:
    wave = [10 * np.sin(2 * np.pi * place / 24) for place in range(14 * 24 + 24)]
    values = [float(one + other / 3) for one, other in zip(wave, noise(len(wave)), strict=True)]
    told = said(values, before=14 * 24, step="hour", wanted=24)
    assert told.verdict is Verdict.SAID and told.effect is not None and abs(told.effect) < 3


@settings(max_examples=15, deadline=None)
@given(some.floats(-500, 500), some.integers(0, 50))
def test_what_is_added_to_every_value_changes_nothing(shift: float, seed: int) -> None:
    plain, moved = (
        said(stepped(-4, seed)),
        said([v + shift for v in stepped(-4, seed) if v is not None]),
    )
    assert moved.verdict is plain.verdict
    if plain.effect is not None:
        assert moved.effect == pytest.approx(plain.effect, abs=1e-5)
        assert moved.high == pytest.approx(plain.high, abs=1e-5)


@settings(max_examples=15, deadline=None)
@given(some.floats(0.01, 1000), some.integers(0, 50))
def test_in_another_unit_it_is_the_same_effect(factor: float, seed: int) -> None:
    plain, scaled = (
        said(stepped(-4, seed)),
        said([v * factor for v in stepped(-4, seed) if v is not None]),
    )
    assert scaled.verdict is plain.verdict
    if plain.effect is not None and plain.low is not None:
        assert scaled.effect == pytest.approx(plain.effect * factor, rel=1e-4, abs=1e-9)
        assert scaled.low == pytest.approx(plain.low * factor, rel=1e-4, abs=1e-9)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    told = [said(stepped(-3, seed)) for seed in range(60)]
    held = [t for t in told if t.low is not None and t.high is not None and t.low <= -3 <= t.high]
    assert len(held) >= 0.88 * len(told)
