"""The datastreams that a batch writes to, and where each of them stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import batched
from typing import Any

from simin.domains.observations.columns import NONE, micros_or_none
from simin.domains.observations.models import Datastream

_BATCH = 5000


@dataclass(slots=True)
class Stream:
    """A datastream before the batch; times in microseconds or ``NONE``."""

    id: int
    slug: str
    family: str
    source: str
    #: Phenomenon time of its latest value; ``NONE`` also where that was deleted.
    latest: int
    #: Newest phenomenon time ever.
    newest: int
    sealed_until: int
    forgotten_until: int


_FIELDS = (
    "id",
    "slug",
    "family",
    "source_id",
    "latest__phenomenon_time",
    "latest__newest",
    "latest__sealed_until",
    "latest__forgotten_until",
    "latest__deleted",
)


def by_slug(slugs: Iterable[str]) -> dict[str, int]:
    """The ids of the known datastreams among ``slugs``."""
    found: dict[str, int] = {}
    for part in batched(sorted(set(slugs)), _BATCH):
        found.update(Datastream.objects.filter(slug__in=part).values_list("slug", "id"))
    return found


#: Datastreams that were there when this process last asked.
_seen: set[int] = set()


def known(ids: Iterable[int]) -> set[int]:
    """Which of ``ids`` there are, or were: what comes for one that is gone the fold drops."""
    wanted = set(ids)
    for part in batched(sorted(wanted - _seen), _BATCH):
        _seen.update(Datastream.objects.filter(id__in=part).values_list("id", flat=True))
    return wanted & _seen


def standing(ids: Iterable[int]) -> dict[int, Stream]:
    """By id, in order of it."""
    found: dict[int, Stream] = {}
    for part in batched(sorted(set(ids)), _BATCH):
        rows: Iterable[Any] = Datastream.objects.filter(id__in=part).values_list(*_FIELDS)
        for row in sorted(rows, key=lambda row: row[0]):
            found[row[0]] = _stream(row)
    return found


def finer(slugs: Collection[str]) -> dict[str, list[str]]:
    """Of each datastream those of the same thing and property that stand for less time."""
    names = ("slug", "thing_id", "property_id", "period")
    coarse = list(Datastream.objects.filter(slug__in=slugs).values_list(*names))
    beside = Datastream.objects.filter(
        thing__in={row[1] for row in coarse}, property__in={row[2] for row in coarse}
    )
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for slug, thing, property_id, period in beside.values_list(*names):
        found.setdefault((thing, property_id), []).append((slug, period))
    return {
        slug: [other for other, short in found[thing, property_id] if 0 < short < period]
        for slug, thing, property_id, period in coarse
    }


def _stream(row: Any) -> Stream:
    latest, newest, sealed, forgotten = (micros_or_none(at) for at in row[4:8])
    told = NONE if row[8] else latest
    return Stream(row[0], row[1], row[2], row[3], told, max(latest, newest), sealed, forgotten)
