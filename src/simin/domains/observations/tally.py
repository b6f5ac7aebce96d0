"""Many observations summed up so that sums can be added: the content of a roll-up. Pure.

Adding is associative and commutative (up to the last bit of ``total``), so hours may be filled in
any order and days are sums of hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simin.domains.observations.version import Version, counting


@dataclass(frozen=True, slots=True)
class Tally:
    count: int = 0
    total: float = 0.0
    minimum: float | None = None
    maximum: float | None = None
    #: Result with the newest phenomenon time, ``last_at``.
    last: float | None = None
    last_at: datetime | None = None
    #: Observations without a usable result.
    invalid: int = 0

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None

    def __add__(self, other: "Tally") -> "Tally":
        if not other.count or not self.count:
            some = self if self.count else other
            return _with_invalid(some, self.invalid + other.invalid)
        later = self if _at(self) > _at(other) else other
        return Tally(
            self.count + other.count,
            self.total + other.total,
            min(_number(self.minimum), _number(other.minimum)),
            max(_number(self.maximum), _number(other.maximum)),
            later.last,
            later.last_at,
            self.invalid + other.invalid,
        )


def of(version: Version) -> Tally:
    """The tally of one observation."""
    result = version.result
    if result is None or not version.valid:
        return Tally(invalid=1)
    return Tally(1, result, result, result, result, version.phenomenon_time)


def of_versions(versions: Iterable[Version]) -> Tally:
    """The tally of all observations among ``versions``, which stand in order of arrival."""
    observations: dict[datetime, list[Version]] = {}
    for version in versions:
        observations.setdefault(version.phenomenon_time, []).append(version)
    standing = (counting(group) for group in observations.values())
    return sum((of(version) for version in standing if not version.deleted), Tally())


def _with_invalid(tally: Tally, invalid: int) -> Tally:
    return Tally(
        tally.count,
        tally.total,
        tally.minimum,
        tally.maximum,
        tally.last,
        tally.last_at,
        invalid,
    )


def _at(tally: Tally) -> datetime:
    assert tally.last_at is not None
    return tally.last_at


def _number(value: float | None) -> float:
    assert value is not None
    return value
