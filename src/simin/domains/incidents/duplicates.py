"""Whether two incidents may be one, by place, time and kind. Pure.

It only ever proposes; that two are one is said by a person. What a machine numbers, it tells apart
by itself: two numbers of one feed are not proposed.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from simin.domains.incidents.channel import DESK
from simin.kit import earth
from simin.kit.errors import RejectedError


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How near two must be to be proposed; a city pack says it for each kind."""

    metres: float = 300.0
    minutes: float = 30.0
    #: Other kinds that the same event may be told as.
    alike: tuple[str, ...] = ()

    def check(self) -> None:
        if not 0 < self.metres <= 20_000:
            raise RejectedError("duplicates.metres", "is not between 0 and 20,000")
        if not 0 < self.minutes <= 24 * 60:
            raise RejectedError("duplicates.minutes", "is not between 0 and 1,440")


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """What of an incident says where, when and what it was."""

    id: str
    kind: str
    at: datetime
    source: str
    longitude: float | None
    latitude: float | None
    district: str
    neighbourhood: str


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Why another may be the same."""

    other: str
    #: None: the place is not known to the metre, the neighbourhood is the same.
    metres: float | None
    #: How much later the other was told of; negative: earlier.
    minutes: float
    same_kind: bool

    @property
    def weight(self) -> float:
        """The smaller, the more alike."""
        place = 150.0 if self.metres is None else self.metres
        return place / 10 + abs(self.minutes) + (0 if self.same_kind else 15)


def likeness(one: Sighting, other: Sighting, limits: Limits) -> Likeness | None:
    """Why ``other`` may be the same as ``one``; None where nothing says so."""
    if one.id == other.id or (one.source == other.source and one.source != DESK):
        return None
    if one.kind != other.kind and other.kind not in limits.alike:
        return None
    minutes = (other.at - one.at).total_seconds() / 60
    near, metres = _near(one, other, limits)
    if not near or abs(minutes) > limits.minutes:
        return None
    return Likeness(
        other=other.id, metres=metres, minutes=minutes, same_kind=one.kind == other.kind
    )


def _near(one: Sighting, other: Sighting, limits: Limits) -> tuple[bool, float | None]:
    metres = metres_between(one, other)
    if metres is not None:
        return metres <= limits.metres, metres
    named = bool(one.neighbourhood) and one.neighbourhood == other.neighbourhood
    return named and one.district == other.district, None


def metres_between(one: Sighting, other: Sighting) -> float | None:
    """Along the great circle; None where a point is not known."""
    if None in (one.longitude, one.latitude, other.longitude, other.latitude):
        return None
    assert one.longitude is not None and one.latitude is not None
    assert other.longitude is not None and other.latitude is not None
    return earth.metres_between(one.longitude, one.latitude, other.longitude, other.latitude)
