"""Whether a condition is true of many series at once, by its limit or by where it rests. Pure.

What is not known compares as false, never as zero.
"""

from collections.abc import Callable

import numpy as np

from simin.domains.alerts.definition import Condition
from simin.domains.alerts.seen import NEVER, Numbers, Seen, Truth
from simin.domains.alerts.vocabulary import Kind

#: A number as near as this to the limit of ``eq`` is it.
_NEAR = 1e-9


def opens(condition: Condition, seen: Seen) -> Truth:
    """Whether what is measured meets the limit."""
    return _meets(condition, measured(condition, seen), _limit(condition))


def stays(condition: Condition, seen: Seen) -> Truth:
    """Whether an open condition stays so: what is measured has not come to rest."""
    rests_at = _limit(condition) if condition.rests_at is None else condition.rests_at
    return _meets(condition, measured(condition, seen), rests_at)


def measured(condition: Condition, seen: Seen) -> Numbers:
    """The number that is compared: a value, per cent, a change, seconds or a sum."""
    way = _MEASURED.get(condition.kind)
    return way(condition, seen) if way else seen.value


def _limit(condition: Condition) -> float:
    if condition.kind is Kind.CHANGE:
        return 1.0
    if condition.kind in (Kind.FROZEN, Kind.ABSENCE):
        return float(condition.over or 0)
    return np.nan if condition.limit is None else condition.limit


def _meets(condition: Condition, numbers: Numbers, limit: float) -> Truth:
    if condition.kind is Kind.EQ:
        return np.abs(numbers - limit) <= _NEAR * max(1.0, abs(limit))
    if condition.kind is Kind.GT:
        return numbers > limit
    if condition.kind is Kind.LT:
        return numbers < limit
    return numbers <= limit if condition.falls else numbers >= limit


def _changed(_: Condition, seen: Seen) -> Numbers:
    return np.where(np.isnan(seen.previous), np.nan, seen.value != seen.previous)


def _per_cent(condition: Condition, seen: Seen) -> Numbers:
    """Of a change from nothing no share can be told."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (seen.value - seen.previous) / np.abs(seen.previous) * 100
    return _directed(condition, np.where(np.isfinite(share), share, np.nan))


def _rate(condition: Condition, seen: Seen) -> Numbers:
    passed = np.where(seen.previous_at == NEVER, np.nan, seen.at - seen.previous_at)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = (seen.value - seen.previous) / passed * (condition.over or 1)
    return _directed(condition, np.where(np.isfinite(rate), rate, np.nan))


def _standing(condition: Condition, seen: Seen) -> Numbers:
    stood = np.where(seen.changed_at == NEVER, np.nan, seen.at - seen.changed_at)
    may = np.isin(seen.value, condition.may_stand_at)
    return np.where(may, 0.0, stood)


def _silent(_: Condition, seen: Seen) -> Numbers:
    return np.where(seen.at == NEVER, np.nan, seen.now - seen.at)


def _summed(condition: Condition, seen: Seen) -> Numbers:
    unknown = np.full(len(seen.value), np.nan)
    return seen.totals.get(condition.over or 0, unknown)


def _directed(condition: Condition, change: Numbers) -> Numbers:
    if condition.direction == "either":
        return np.abs(change)
    return change if condition.direction == "up" else -change


#: How each kind is measured; others look at the value itself.
_MEASURED: dict[Kind, Callable[[Condition, Seen], Numbers]] = {
    Kind.CHANGE: _changed,
    Kind.CHANGE_DELTA: _per_cent,
    Kind.RATE: _rate,
    Kind.FROZEN: _standing,
    Kind.ABSENCE: _silent,
    Kind.TOTAL: _summed,
}
