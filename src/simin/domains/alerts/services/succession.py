"""Several values of one datastream are judged one after another, as if each had come alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Latest

#: Values of one datastream that are judged in one round; of more, as when a past is brought in,
#: the newest.
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Datastreams that brought several values, and where those stand in the journal."""

    datastreams: frozenset[str]
    first: int
    last: int
    #: Oldest phenomenon time of what came.
    since: datetime


def waves(came: Sequence[Latest], told: Succession | None) -> list[list[Latest]]:
    """``came`` in rounds of at most one value a datastream; every newest one is in the last."""
    slugs = [one.slug for one in came if told is not None and one.slug in told.datastreams]
    if told is None or not slugs:
        return [list(came)]
    found = observations.in_succession(
        slugs, first=told.first, last=told.last, since=told.since, most=MOST
    )
    return aligned(came, found)


def aligned(came: Collection[Latest], found: Mapping[str, Sequence[Latest]]) -> list[list[Latest]]:
    """By how many are to come behind it. Pure."""
    chains = [found.get(one.slug) or [one] for one in came]
    longest = max(map(len, chains), default=1)
    rounds: list[list[Latest]] = [[] for _ in range(longest)]
    for chain in chains:
        for place, one in enumerate(chain, longest - len(chain)):
            rounds[place].append(one)
    return rounds
