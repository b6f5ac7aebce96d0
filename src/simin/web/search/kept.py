"""Places and data sets by their words, kept in the process for a moment: they change seldom."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from simin.domains.places.gazetteer import Gazetteer
from simin.domains.places.queries import gazetteer
from simin.web.near.places import all_places
from simin.web.presentation.numbers import in_words
from simin.web.search.hit import Hit, Kind, Words, fit, folded
from simin.workflows.open_data import opening

#: Seconds for which what was read is good.
SECONDS = 30

type Things = list[tuple[Hit, Words]]

_lock = threading.Lock()
#: By kind and language: of which gazetteer, when, what.
_kept: dict[str, tuple[Gazetteer, float, Things]] = {}


def matching(asked: Sequence[str]) -> Iterator[tuple[Hit, Words]]:
    """Places, data sets and families of datastreams that hold each word."""
    for read in (places, datasets, families):
        for hit, words in _of(read):
            if fit(words, asked):
                yield hit, words


def _of(read: Callable[[], Things]) -> Things:
    """Hits are in the language of who asks, hence kept for each."""
    name, now = f"{read.__name__}/{get_language()}", time.monotonic()
    with _lock:
        kept = _kept.get(name)
    city = gazetteer()
    if kept is not None and kept[0] is city and now - kept[1] < SECONDS:
        return kept[2]
    found = read()
    with _lock:
        _kept[name] = (city, now, found)
    return found


def places() -> Things:
    return [
        (
            Hit(Kind.PLACE, place.name, place.within, place.address),
            folded(place.words, list(place.district.name.values())),
        )
        for place in all_places()
    ]


def datasets() -> Things:
    found = []
    for one in opening.datasets():
        told = one.dataset
        columns = [word for column in one.schema.columns for word in dict(column.title).values()]
        rest = [one.id, *dict(told.description or {}).values(), *columns]
        hit = Hit(
            Kind.DATASET,
            in_words(told.title),
            in_words(told.description),
            _address("plaza-dataset", "plaza-api-dataset", one.id),
            at=one.changed_at,
        )
        found.append((hit, folded(told.title, rest)))
    return found


def families() -> Things:
    found = []
    for one in opening.families():
        source = in_words(one.source.name)
        hit = Hit(
            Kind.DATASTREAM,
            in_words(one.title) or one.id,
            source,
            _address("plaza-series", "sensorthings", one.id, "Datastreams"),
        )
        rest = [one.id, one.line.unit, *one.source.name.values()]
        found.append((hit, folded(one.title, rest)))
    return found


def _address(name: str, otherwise: str, argument: str, other: str = "") -> str:
    """The plaza's page, or, where this installation has none, the door for programs."""
    for route, told in ((name, argument), (otherwise, other or argument)):
        try:
            return reverse(route, args=[told])
        except NoReverseMatch:
            continue
    return ""
