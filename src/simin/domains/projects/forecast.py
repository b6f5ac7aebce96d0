"""When a project will end, from its earned schedule (Lipke). Pure.

ES is the time at which the plan wanted what is earned now; AT the time that has passed;
SPI(t) = ES / AT, SV(t) = ES − AT. It ends after PD / SPI(t), PD being the planned duration. The
range is Lipke's: the period values ln(ΔES / ΔAT) scatter, and their scatter, made small as the work
runs out, stands around ln SPI(t) with Student's t at 90 %.

Nothing is said where there is too little: fewer than four reports, less than a tenth of the plan
behind, or nothing earned. Nothing is guessed into a plan that has no beginning or no end.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from simin.domains.projects.earned_value import Curve

#: Reports that are needed.
LEAST_REPORTS = 4
#: Share of the planned duration that must have passed.
LEAST_SHARE = 0.1
#: Slower than this in a period is told as this, so that a standstill stays a number.
SLOWEST = 0.05
#: Beyond as many planned durations no date is named.
FURTHEST = 5.0
#: Student's t, two-sided 90 %, for 2 … 10 degrees of freedom; beyond, the normal's.
_T90 = (2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812)
_Z90 = 1.645


class Lack(StrEnum):
    """Why nothing is said."""

    PLAN = "plan"
    REPORTS = "reports"
    EARLY = "early"
    EARNED = "earned"
    FAR = "far"


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Days are counted from the planned beginning."""

    planned_end: date
    #: Of the last report.
    status_on: date
    es: float
    at: float
    ends_on: date
    #: 90 %; the latest is None where it lies beyond all planning.
    earliest: date
    latest: date | None

    @property
    def spi_t(self) -> float:
        return self.es / self.at

    @property
    def sv_t(self) -> float:
        """Days; below zero it is behind."""
        return self.es - self.at

    @property
    def days_late(self) -> int:
        """Below zero it ends earlier than planned."""
        return (self.ends_on - self.planned_end).days


def earned_schedule(plan: Curve, earned: float) -> float:
    """Days from the plan's first point to where it wants ``earned`` per cent."""
    first = plan[0][0]
    position = bisect_left(plan, earned, key=lambda point: point[1])
    if position == 0:
        return 0.0
    if position == len(plan):
        return float((plan[-1][0] - first).days)
    (before, low), (after, high) = plan[position - 1], plan[position]
    share = (earned - low) / (high - low)
    return (before - first).days + share * (after - before).days


def forecast(plan: Curve, reports: Curve) -> Forecast | Lack:
    """Of a project that is under way; ``reports`` up to now, the newest last."""
    if len(plan) < 2 or plan[-1][1] < 99.5 or plan[0][1] > 0.5:
        return Lack.PLAN
    begun, planned_end = plan[0][0], plan[-1][0]
    told = [(day, percent) for day, percent in reports if day > begun]
    if len(told) < LEAST_REPORTS:
        return Lack.REPORTS
    duration, passed = (planned_end - begun).days, (told[-1][0] - begun).days
    if passed < LEAST_SHARE * duration:
        return Lack.EARLY
    es = earned_schedule(plan, told[-1][1])
    if es <= 0:
        return Lack.EARNED
    if duration * passed / es > FURTHEST * duration:
        return Lack.FAR
    low, high = _range(plan, told, es, passed, duration)
    latest = duration / low
    return Forecast(
        planned_end=planned_end,
        status_on=told[-1][0],
        es=es,
        at=float(passed),
        ends_on=_day(begun, duration * passed / es, told[-1][0]),
        earliest=_day(begun, duration / high, told[-1][0]),
        latest=_day(begun, latest, told[-1][0]) if latest <= FURTHEST * duration else None,
    )


def _day(begun: date, days: float, status_on: date) -> date:
    """It has not ended by the day of the last report."""
    return max(begun + timedelta(days=round(days)), status_on)


def _range(
    plan: Curve, told: Curve, es: float, passed: float, duration: float
) -> tuple[float, float]:
    """The lower and the upper limit of SPI(t)."""
    paces = [math.log(pace) for pace in _paces(plan, told)]
    count = len(paces)
    mean = sum(paces) / count
    deviation = math.sqrt(sum((pace - mean) ** 2 for pace in paces) / (count - 1))
    # Lipke's adjustment: the less is left to do, the less can change.
    left = max(0.0, duration - es) / max(duration - es / count, 1e-9)
    half = student_t(count - 1) * deviation / math.sqrt(count) * math.sqrt(left)
    middle = math.log(es / passed)
    return math.exp(middle - half), math.exp(middle + half)


def _paces(plan: Curve, told: Curve) -> Sequence[float]:
    """ΔES / ΔAT from report to report, from the beginning on."""
    begun = plan[0][0]
    times = [0.0, *((day - begun).days for day, _ in told)]
    earned = [0.0, *(earned_schedule(plan, percent) for _, percent in told)]
    return [
        max(SLOWEST, (earned[place] - earned[place - 1]) / (times[place] - times[place - 1]))
        for place in range(1, len(times))
    ]


def student_t(freedom: int) -> float:
    """Two-sided 90 %; of fewer than two degrees the widest that is told."""
    return _T90[max(freedom, 2) - 2] if freedom <= 10 else _Z90
