"""Versions of one observation: which one counts, and what a further one does. Pure.

Versions share datastream and phenomenon time. The one with the newest result time counts; of equal
ones the one that arrived last. So the order of arrival does not matter where sources tell result
times, and the last word wins where they do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto


class Arrival(Enum):
    """What a further version does."""

    #: The first of its observation, and newer than all others of the datastream.
    NEW = auto()
    #: The first of its observation, behind a newer observation of the datastream.
    LATE = auto()
    #: Replaces the version that counted.
    CORRECTION = auto()
    #: Kept, but a newer version counts.
    OUTDATED = auto()
    #: Known already.
    REPEATED = auto()


@dataclass(frozen=True, slots=True)
class Version:
    phenomenon_time: datetime
    result_time: datetime
    result: float | None
    #: Flags, one a line.
    quality: str
    phenomenon_end: datetime | None = None
    feature: int | None = None
    extra: str | None = None
    #: Says that the observation is no more.
    deleted: bool = False

    @property
    def valid(self) -> bool:
        return self.result is not None and not self.quality and not self.deleted

    def says_what(self, other: "Version") -> bool:
        """Whether it says what ``other`` says, whenever it came to be."""
        return replace(self, result_time=other.result_time) == other


def counting(versions: Sequence[Version]) -> Version:
    """The version that counts, of versions in order of arrival."""
    chosen = versions[0]
    for version in versions:
        if version.result_time >= chosen.result_time:
            chosen = version
    return chosen


def judge(new: Version, known: Sequence[Version], newest: datetime | None) -> Arrival:
    """What ``new`` does beside the ``known`` versions in order of arrival.

    ``newest`` is the newest phenomenon time of the datastream.
    """
    if not known:
        behind = newest is not None and new.phenomenon_time < newest
        return Arrival.LATE if behind else Arrival.NEW
    standing = counting(known)
    if new.says_what(standing) or new in known:
        return Arrival.REPEATED
    return Arrival.CORRECTION if new.result_time >= standing.result_time else Arrival.OUTDATED
