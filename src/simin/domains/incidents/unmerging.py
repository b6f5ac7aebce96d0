"""What a survivor says of itself once one of its parts is taken out again. Pure.

A merge makes the survivor say the earlier times and the worse severity. Taking a part out is not
taking the last value back: other parts may have come after, and people may have said something
since. So the whole chain of merges is told again without the part; what does not follow from the
chain was said by somebody, and stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from simin.domains.incidents.grades import Severity


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What two incidents that are one must agree on."""

    reported_at: datetime
    occurred_at: datetime | None
    detected_at: datetime | None
    arrived_at: datetime | None
    severity: str


FIELDS = Said.__struct_fields__


@dataclass(frozen=True)
class Link:
    """One merge: what the survivor said before it, and what the part says."""

    before: Said
    part: Said


def together(one: Said, other: Said) -> Said:
    """Both as one: the earlier times, the worse severity."""
    return Said(
        reported_at=min(one.reported_at, other.reported_at),
        occurred_at=_earlier(one.occurred_at, other.occurred_at),
        detected_at=_earlier(one.detected_at, other.detected_at),
        arrived_at=_earlier(one.arrived_at, other.arrived_at),
        severity=min(one.severity, other.severity, key=lambda word: Severity(word).rank),
    )


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def without(chain: Sequence[Link], position: int, now: Said) -> tuple[list[Said], Said]:
    """The chain's ``before`` without the link at ``position``, and what the survivor says then."""
    taken = chain[position]
    with_it, without_it = together(taken.before, taken.part), taken.before
    befores = [link.before for link in chain[:position]]
    for link in chain[position + 1 :]:
        before = _follow(link.before, with_it, without_it)
        befores.append(before)
        with_it, without_it = together(link.before, link.part), together(before, link.part)
    return befores, _follow(now, with_it, without_it)


def _follow(said: Said, with_it: Said, without_it: Said) -> Said:
    """``said``, where it says what followed from the part, as it follows without it."""
    kept = {
        field: getattr(without_it, field)
        if getattr(said, field) == getattr(with_it, field)
        else getattr(said, field)
        for field in FIELDS
    }
    return Said(**kept)
