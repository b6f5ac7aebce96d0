"""Trains at the kiosk's own station, where the city's feeds have them, and why not where not.

Nothing is made up: without a key, in a city that is replayed, or while the source is silent, the
screen says exactly that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.kiosks.layout import Arrivals
from simin.ingest.oversight import board
from simin.ingest.oversight.standing import State
from simin.web.kiosk.spots import Spot
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso

#: Rows of one station that are looked at, and trains that are shown.
ROWS, SHOWN = 60, 6
#: A train that should have come so long ago is gone.
GONE = timedelta(seconds=30)

WHY: dict[State, Promise] = {
    State.NO_KEY: _("No arrivals yet: the city has no key for this source so far."),
    State.WAITING: _("No arrivals yet: this source has not been asked so far."),
    State.RESTING: _("No arrivals: the city is replayed, and trains of today are not of then."),
    State.PAUSED: _("No arrivals: this source is paused."),
    State.OFF: _("No arrivals: this source is switched off."),
}
SILENT = _("No arrivals: their source does not answer.")
NONE_NOW = _("The source tells of no train here at the moment.")


@dataclass(frozen=True)
class Train:
    line: str
    towards: str
    due: datetime


@dataclass(frozen=True)
class Shown:
    """``words`` say why there is no train; ``source`` and its age are the trust line's."""

    words: str
    source: str
    trains: tuple[Train, ...] = ()
    #: When the source last answered well, ISO 8601, so that the browser lets the age count on.
    at: str = ""
    age: str = ""

    def plain(self) -> dict[str, Any]:
        trains = [
            {"line": one.line, "towards": one.towards, "due": iso(one.due)} for one in self.trains
        ]
        return {"words": self.words, "source": self.source, "at": self.at, "trains": trains}


def arrivals_at(spot: Spot, told: Arrivals, time: CityTime) -> Shown:
    standing = board.one(told.feed, time.now, time.zone)
    state = standing.state if standing else State.OFF
    name = in_words(standing.source.name) if standing and standing.source else ""
    if state in WHY:
        return Shown(str(WHY[state]), name)
    if state.wrong and state is not State.LATE:
        return Shown(str(SILENT), name)
    trains = tuple(coming(_rows(spot, told), told, time.now))[:SHOWN]
    words = "" if trains else str(NONE_NOW)
    good_at = standing.good_at if standing else None
    if good_at is None:
        return Shown(words, name, trains)
    return Shown(words, name, trains, iso(good_at), time.age(good_at))


def _rows(spot: Spot, told: Arrivals) -> list[Mapping[str, Any]]:
    """Of the feed's newest version, those of this very place."""
    datasets = catalogue.of_feed(told.feed)
    if not datasets:
        return []
    try:
        version = catalogue.version(datasets[0].id)
    except UnknownVersionError:
        return []
    names = {name.removesuffix(told.ending) for name in spot.names.values()} | {
        *spot.names.values()
    }
    asked = catalogue.Question(filters=(catalogue.Filter(told.place, "in", sorted(names)),))
    return list(catalogue.stream(version, asked, most=ROWS))


def coming(rows: Iterable[Mapping[str, Any]], told: Arrivals, now: datetime) -> Iterator[Train]:
    """Trains that have not come yet, the next one first. Pure."""
    trains = [train for row in rows if (train := _train(row, told)) is not None]
    yield from sorted((one for one in trains if one.due > now - GONE), key=lambda one: one.due)


def _train(row: Mapping[str, Any], told: Arrivals) -> Train | None:
    seconds, at = row.get(told.seconds), row.get("at")
    if not isinstance(seconds, int | float) or at is None:
        return None
    said = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    line = str(row.get(told.line) or "") if told.line else ""
    return Train(line, str(row.get(told.towards) or ""), said + timedelta(seconds=seconds))
