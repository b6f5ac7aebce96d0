"""What screens and programs ask again and again: work that does not grow with history."""

from collections.abc import Collection, Sequence
from datetime import datetime

from simin.domains.observations import positions, searching
from simin.domains.observations.answers import latest_read
from simin.domains.observations.columns import micros_or_none, plain_rows
from simin.domains.observations.errors import UnknownDatastreamError
from simin.domains.observations.models import Datastream, LatestObservation
from simin.domains.observations.reading import Found, Latest
from simin.domains.observations.searching import Wanted

#: Most rows of one answer.
PAGE = 1000


def latest_but(hidden: Collection[str]) -> list[Latest]:
    """The newest observation of each datastream that is of no ``hidden`` family."""
    return latest_read(LatestObservation.objects.exclude(datastream__family__in=list(hidden)))


def newest(slug: str, limit: int) -> list[Found]:
    """Observations that count, newest phenomenon time first.

    Raises ``UnknownDatastreamError``.
    """
    fields = ("id", "latest__sealed_until")
    stream = Datastream.objects.filter(slug=slug).values_list(*fields).first()
    if stream is None:
        raise UnknownDatastreamError(f"no datastream has the slug {slug!r}")
    size = max(1, min(limit, PAGE))
    found = searching.newest(stream[0], size, micros_or_none(stream[1]))
    return [Found(*row) for row in plain_rows(found, searching.FOUND)]


def sources_of_family(family: str) -> set[str]:
    """Ids of the sources that bring it; empty: there is no such family."""
    rows = Datastream.objects.filter(family=family).order_by()
    return set(rows.values_list("source_id", flat=True).distinct())


def count_of_family(
    family: str,
    since: datetime,
    until: datetime,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> int:
    """Observations that count of a family in ``since`` ≤ time < ``until`` with such results."""
    streams = Datastream.objects.filter(family=family).order_by("id").values_list("id", flat=True)
    where = [_among(list(streams)), "phenomenon_time >= ?", "phenomenon_time < ?"]
    parameters: list[object] = [since, until]
    for sign, bound in ((">=", at_least), ("<=", at_most)):
        if bound is not None:
            where.append(f"result {sign} ?")
            parameters.append(bound)
    within = (since, until)
    return searching.count(Wanted(" AND ".join(where), parameters, "TRUE", 0, 0, within))


def _among(ids: Sequence[int]) -> str:
    """That a row is of one of these datastreams, ascending.

    A family's are mostly made together: one range is looked for much faster than hundreds of ids.
    """
    if ids and ids[-1] - ids[0] + 1 == len(ids):
        return f"datastream_id BETWEEN {ids[0]:d} AND {ids[-1]:d}"
    return f"datastream_id IN ({', '.join(map(str, ids)) or 'NULL'})"


def marks() -> tuple[int, ...]:
    """While they are the same, no observation was added, moved or superseded."""
    return tuple(positions.marks().values())
