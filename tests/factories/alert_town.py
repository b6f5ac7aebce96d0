"""A small observed town that is alerted: dust in two districts, judged as the engine does."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.config.stories import STORIES
from simin.domains.alerts import cards, queries, services
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.models import Alert
from simin.domains.picture.card import Card
from simin.domains.places import services as places
from simin.kit.clock import FixedClock
from simin.kit.outbox import queries as outbox
from simin.workflows import alerts_follow, dispatch
from tests.factories.observed import NOON, family, observed, recorded, source
from tests.factories.places import city, square

DUST = "air/pm25"


def found_alert_town() -> None:
    places.define_city(city(), at=NOON)
    places.define_districts([square("east", 0), square("west", 1, rank=1)], at=NOON)
    source()
    family(DUST)


def rule(*conditions: dict[str, Any], **told: Any) -> Rule:
    plain = {
        "id": "dust",
        "name": {"ko": "먼지 주의보", "en": "Dust advisory"},
        "severity": "bad",
        "conditions": conditions or [{"kind": "gte", "family": DUST, "limit": 75, "rests_at": 35}],
        "quiet": 7200,
    }
    return msgspec.convert({**plain, **told}, Rule)


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def hear(at: float, *quality: str, **values: float | None) -> None:
    """``east=80`` came at hour ``at``; the stories hear of it, as at a beat of the engine."""
    told = [observed(f"{DUST}/{name}", hour(at), value, *quality) for name, value in values.items()]
    if told:
        recorded(*told, at=hour(at))
    beat(at)


def beat(at: float) -> None:
    clock = FixedClock(hour(at))
    dispatch.run_pending(STORIES, clock=clock)
    alerts_follow.as_time_passes(None, clock.now())


def alerts() -> list[Alert]:
    return list(Alert.objects.order_by("id"))


def states() -> list[str]:
    return [one.state for one in alerts()]


def shown(at: float) -> list[Card]:
    return cards.shown(hour(at))


def said() -> list[str]:
    """Names of the events about alerts, in order."""
    return [
        type(one.event).__name__
        for one in outbox.after(0)
        if type(one.event).__name__.startswith("Alert")
    ]


def define(*rules: Rule) -> None:
    services.define_rules(rules, at=NOON)


__all__ = ["DUST", "alerts", "beat", "define", "hear", "hour", "queries", "rule", "said", "shown"]
