"""Gather what the stage's criteria ask: only that, and only from what is kept on write."""

from collections import Counter
from collections.abc import Mapping, Sequence

from simin.domains.incidents import queries
from simin.domains.incidents.released import releases_of
from simin.domains.incidents.stage import Criterion, DistrictsAt, Facts, OpenIncidents
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.level import Level
from simin.domains.indicators.queries import Standing
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Origin, Visibility

_FURTHER = (Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC)


def gather(criteria: Sequence[Criterion]) -> Facts:
    """An indicator that the city has not, or that nothing is known of, is left out: unknown."""
    asked = {criterion.districts_at for criterion in criteria if criterion.districts_at}
    values = {criterion.value_of for criterion in criteria if criterion.value_of}
    standing = _standing({one.indicator for one in asked} | values)
    counted = {one: _at(standing[one.indicator], one.level) for one in _of(standing, asked)}
    return Facts(
        districts={one: number for one, number in counted.items() if number is not None},
        incidents=_open_counts([c.open_incidents for c in criteria if c.open_incidents]),
        values={
            name: said.value
            for name, said in standing.items()
            if name in values and said.value is not None
        },
    )


def _open_counts(asked: Sequence[OpenIncidents]) -> Mapping[tuple[str, str], int]:
    """Without those that are withheld: the stage says what it counted, to everyone."""
    counts = Counter(queries.open_counts()) if asked else Counter()
    there = queries.open_of(asked) if counts else []
    releases = releases_of(there)
    counts.subtract(
        (one.kind_id, one.severity)
        for one in there
        if releases[one.id].visibility is Visibility.WITHHELD
    )
    return counts


def _standing(wanted: set[str]) -> dict[str, Standing]:
    known = {indicator.id for indicator in indicators.indicators()} if wanted else set()
    return indicators.standing(wanted & known) if wanted & known else {}


def _of(standing: dict[str, Standing], asked: set[DistrictsAt]) -> set[DistrictsAt]:
    return {one for one in asked if one.indicator in standing}


def _at(said: Standing, level: str) -> int | None:
    """How many districts stand at ``level`` or worse; None while no district is known."""
    levels = [found for _, found in said.districts.values() if found not in (None, Level.UNKNOWN)]
    return sum(found.at_least(Level(level)) for found in levels if found) if levels else None


def origin_of(criteria: Sequence[Criterion]) -> Origin:
    """The origin furthest from the world among all that ``criteria`` look at now."""
    named = {c.districts_at.indicator for c in criteria if c.districts_at}
    named |= {c.value_of for c in criteria if c.value_of}
    chosen = [indicator for indicator in indicators.indicators() if indicator.id in named]
    streams = observations.datastreams_of({one for found in chosen for one in found.families})
    sources = observations.sources({stream.source for stream in streams})
    origins = {source.origin for source in sources.values()} | _incident_origins(criteria)
    return max(origins, key=_FURTHER.index, default=Origin.MEASURED)


def _incident_origins(criteria: Sequence[Criterion]) -> set[Origin]:
    asked = [criterion.open_incidents for criterion in criteria if criterion.open_incidents]
    if any(one.kind is None for one in asked):
        return queries.open_origins()
    return queries.open_origins([one.kind for one in asked if one.kind])
