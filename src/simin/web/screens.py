"""From a request to the screen that it asks for: live, or as it was known at a moment."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest

from simin.domains.picture import queries
from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.frame import Snapshot, View
from simin.web.presentation.city import CityFrame, city_frame
from simin.web.presentation.past import Past
from simin.web.presentation.screen import Screen

#: Letters of ``2022-03-05T14:05``.
MINUTES = 16


def screen_for(request: HttpRequest, view: View, domain: str = "") -> Screen | None:
    """None before a pack was loaded or the first frame was published.

    ``domain`` is what the map shows where none is asked for.
    """
    city, snapshot = city_frame(), queries.current(view)
    if city is None or snapshot is None:
        return None
    asked = {name: request.GET.get(name, "")[:100] for name in ("district", "domain")}
    asked["domain"] = asked["domain"] or domain
    return Screen(snapshot, city, datetime.now(UTC), asked)


def past_screen_for(request: HttpRequest) -> Screen | None:
    """The public screen at the city time of ``?at=`` (``2022-03-05T14:05``), with what is to be
    said about it; without ``?at=`` the live one.
    """
    screen = screen_for(request, View.PUBLIC)
    text = request.GET.get("at", "")[:40]
    if screen is None or not text:
        return screen
    at = _moment(text, screen.city)
    found = _snapshot(at) if at else None
    if found is None:
        screen.past = Past(asked=text, oldest=_oldest(), time=screen.time)
        return screen
    past = Screen(found, screen.city, found.at, _asked(request))
    past.past = Past(asked=text, shown=found.city_time, oldest=_oldest(), time=screen.time)
    return past


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:100] for name in ("district", "domain")}


def _moment(text: str, city: CityFrame) -> datetime | None:
    """On the city's clock, as a form writes it; None for anything else. A minute is taken whole."""
    try:
        at = datetime.fromisoformat(text)
        at += timedelta(seconds=59) if len(text) == MINUTES else timedelta()
        return at.replace(tzinfo=at.tzinfo or city.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _snapshot(at: datetime) -> Snapshot | None:
    number = queries.moment_at(at)
    try:
        return queries.at(number, View.PUBLIC) if number else None
    except (ForgottenFrameError, UnknownFrameError):
        return None


def _oldest() -> datetime | None:
    kept = queries.moments()
    return kept[0][1] if kept else None
