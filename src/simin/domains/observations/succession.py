"""Values that came to a datastream one after another since it was last looked at.

For whoever judges each value in its order and not the newest only. What arrived behind a newer
value is left out, as it is when it arrives alone. Reads hot rows only, and of those no more than
it is asked for; what was sealed meanwhile is history, and is not told.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from simin.domains.observations.models import Observation
from simin.domains.observations.reading import Latest, flags

_FIELDS = (
    "datastream__slug",
    "datastream__family",
    "datastream__district",
    "datastream__source_id",
    "phenomenon_time",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
)
#: How many of the datastream were ever kept is told of its newest only.
_UNCOUNTED = 0


def in_succession(
    slugs: Collection[str], *, first: int, last: int, since: datetime, most: int
) -> dict[str, list[Latest]]:
    """Of each datastream what came at these positions, oldest first, ``most`` at most.

    ``since`` is the oldest phenomenon time of what came.
    """
    found: dict[str, list[Latest]] = {}
    before: dict[str, datetime] = {}
    for position, row in _rows(slugs, last, since, most):
        if position < first:
            before[row.slug] = row.phenomenon_time
        else:
            found.setdefault(row.slug, []).append(row)
    return {
        slug: [one for one in rows if slug not in before or one.phenomenon_time > before[slug]]
        for slug, rows in found.items()
    }


def goes_on_after(position: int) -> bool:
    """Whether anything was kept at a later position."""
    return Observation.objects.filter(position__gt=position).exists()


def _rows(
    slugs: Collection[str], last: int, since: datetime, most: int
) -> Iterator[tuple[int, Latest]]:
    """Until position ``last`` the newest of each datastream, in order of time."""
    newest_first = Window(
        RowNumber(), partition_by=F("datastream"), order_by=F("phenomenon_time").desc()
    )
    rows: Any = (
        Observation.objects.filter(datastream__slug__in=slugs, phenomenon_time__gte=since)
        .filter(counts=True, deleted=False, position__lte=last)
        .annotate(place=newest_first)
        .filter(place__lte=most)
        .order_by("phenomenon_time")
    )
    for position, *told in rows.values_list("position", *_FIELDS):
        row: list[Any] = [*told[:8], flags(told[8]), *told[9:], _UNCOUNTED]
        yield position, Latest(*row)
