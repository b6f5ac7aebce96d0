"""The town of directives with an indicator that was measured for ten weeks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from simin.domains.effects.services import Asking, ask
from simin.domains.places import services as places
from simin.kit.clock import FixedClock
from simin.workflows.effects_are_estimated import estimate_due
from tests.factories import indicators
from tests.factories.directive_town import directive_town
from tests.factories.observed import DISTRICTS, NOON, ZONE, family, observed, recorded, source
from tests.factories.places import city, square

DAY = timedelta(days=1)
SUBJECT = "directive/2022-000001"
PLAIN = Asking(indicator="air/pm25", direction="down", window="14d")


def wobble(day: int) -> float:
    """Something like weather: the same every time, and without a trend."""
    return float((day * 7919 % 13) - 6) / 2 + (1.5 if day % 7 in (5, 6) else 0.0)


@contextmanager
def effect_town(now: datetime = NOON) -> Iterator[FixedClock]:
    """At ``now`` nothing was measured yet; ``days`` does."""
    areas = [square(name, west) for west, name in enumerate(DISTRICTS)]
    places.define_city(city(), at=now)
    places.define_districts(areas, at=now)
    with directive_town(now, found=True) as clock:
        source()
        family("air/pm25", period=86_400)
        indicators.define(indicators.PM25)
        yield clock


def days(first: int, last: int, value: Callable[[int], float], *, now: datetime = NOON) -> None:
    """Values of the days from ``first`` to before ``last``, counted from ``now``."""
    noon = now.astimezone(UTC).replace(hour=3, minute=0)
    recorded(
        *(
            observed(f"air/pm25/{district}", noon + day * DAY, value(day))
            for day in range(first, last)
            for district in DISTRICTS
        ),
        at=now + last * DAY,
    )


def asked(at: datetime = NOON, told: Asking = PLAIN, subject: str = SUBJECT) -> int:
    return ask(told, subject=subject, by="mayor", begun_at=at)


def look(clock: FixedClock, after: timedelta) -> int:
    clock.advance(NOON + after - clock.now())
    return estimate_due(NOON + after, ZONE)
