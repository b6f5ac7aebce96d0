"""A series whose last stretch is to be drawn, in hours or days, until the last midnight.

It ends there so that all who draw on a day of the city draw the same stretch. Asked is what can be
asked as a number too; the stretch that is hidden stands in no page.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simin.domains.guesses import queries as guesses
from simin.domains.guesses.bounds import Bounds, step_of
from simin.domains.guesses.errors import NotAskedError
from simin.domains.guesses.stretch import FEWEST, Seen, Stretch, around, stretch
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.picture.card import Card
from simin.domains.picture.frame import Snapshot
from simin.web.card.page import city_of
from simin.web.guess.questions import open_cards

DAY = timedelta(days=1)
#: How far back: of what comes by the hour, and of what comes by the day.
HOURS, DAYS = timedelta(hours=48), timedelta(days=31)


@dataclass(frozen=True)
class LineQuestion:
    card: Card
    stretch: Stretch
    bounds: Bounds
    daily: bool
    #: The midnight at which it ends, and the day of the city that began then.
    until: datetime
    day: date

    @property
    def decimals(self) -> int:
        return int(self.card.body.get("decimals") or 0)

    @property
    def values(self) -> tuple[float, ...]:
        """What is asked for."""
        return tuple(value for _, value in self.stretch.asked)


def line_question(
    indicator: str, snapshot: Snapshot, until: datetime | None = None
) -> LineQuestion:
    """``until``: of the form that was shown. Raises ``NotAskedError``."""
    card, zone = open_cards(snapshot).get(indicator), city_of().zone
    end = until or midnight(snapshot.city_time, zone)
    found = stretch(_series(card, end)) if card else None
    if card is None or found is None:
        raise NotAskedError(str(NotAskedError.__doc__))
    day = end.astimezone(zone).date()
    bounds = _bounds(card, found, day)
    return LineQuestion(card, found, bounds, is_daily(card), end, day)


def midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """With which the day of ``at`` began."""
    return datetime.combine(at.astimezone(zone).date(), time.min, zone).astimezone(UTC)


def has_past(card: Card) -> bool:
    """Whether it is worth asking for a line; the question itself looks at the series."""
    values = (card.body.get("spark") or {}).get("values") or []
    return sum(value is not None for value in values) >= FEWEST


def is_daily(card: Card) -> bool:
    return int((card.body.get("spark") or {}).get("step") or 0) >= DAY.total_seconds()


def _series(card: Card, until: datetime) -> list[Seen]:
    """What was over by then."""
    step: indicators.Step = "day" if is_daily(card) else "hour"
    span, wide = (DAYS, DAY) if step == "day" else (HOURS, timedelta(hours=1))
    try:
        found = indicators.history(card.id, until - span, until, step)
    except UnknownIndicatorError:
        return []
    return [
        (one.start, one.figures.value)
        for one in found
        if one.figures.value is not None and one.start + wide <= until
    ]


def _bounds(card: Card, found: Stretch, day: date) -> Bounds:
    """Those of the first line of the day, else of what is shown."""
    decimals = int(card.body.get("decimals") or 0)
    settled = guesses.settled(card.id, day, guesses.LINE)
    if settled is None:
        return around([value for _, value in found.shown], decimals)
    return Bounds(*settled, step_of(*settled, decimals), ("shown",))
