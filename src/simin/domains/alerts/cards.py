"""How alerts look in the picture (``docs/reference/cards.md``)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from simin.domains.alerts import queries
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.episode import State
from simin.domains.alerts.models import Alert
from simin.domains.alerts.reasons import Reason, doubt, sentence
from simin.domains.alerts.release import release
from simin.domains.picture.card import (
    MOST_BADGES,
    Badge,
    Card,
    Freshness,
    Origin,
    Place,
    Release,
    Section,
    Trust,
    Visibility,
    Words,
)
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import Thing
from simin.domains.releases import queries as releases
from simin.kit.translated import words

#: Families of datastreams that are withheld, with the release of what withholds them.
type Withheld = Mapping[str, Release]
NOTHING: Withheld = MappingProxyType({})

_STRICTER = (Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC)


def card_id(alert: int) -> str:
    return f"alert/{alert}"


def shown(now: datetime, withheld: Withheld = NOTHING) -> list[Card]:
    """Cards of the alerts in the picture at ``now``, the gravest first."""
    found = queries.shown(now)
    rules = releases.rules(now) if found else None
    return [card_of(one, now, rules, withheld) for one in found]


def card(alert: int, now: datetime, withheld: Withheld = NOTHING) -> Card:
    """Raises ``UnknownAlertError``."""
    return card_of(queries.alert(alert), now, None, withheld)


def card_of(alert: Alert, now: datetime, rules: Rules | None, withheld: Withheld) -> Card:
    rules = rules or releases.rules(now)
    rule = msgspec.convert(alert.rule.definition, Rule)
    reasons = [msgspec.convert(one, Reason) for one in alert.reasons]
    who = release_of(alert, rule, rules, withheld)
    return Card(
        id=card_id(alert.pk),
        kind="alert",
        section=Section.NOW,
        title=alert.title,
        body=_body(alert, rule, reasons, (now, rules.zone)),
        trust=_trust(alert, reasons, now),
        rank=0
        if who.visibility is Visibility.WITHHELD
        else -int(alert.opened_at.timestamp() // 60),
        domain=rule.domain,
        place=Place(district=alert.district) if alert.district else None,
        release=who,
    )


def release_of(alert: Alert, rule: Rule, rules: Rules, withheld: Withheld) -> Release:
    """As was decided, as its rule or the policy says, or with what it was ever made of.

    No decision about the alert opens what is withheld behind it.
    """
    families = rule.families.intersection(withheld)
    told = {one["series"].rpartition("/")[0] for one in alert.reasons}.intersection(withheld)
    behind = withheld[min(families | told)] if families | told else None
    day = alert.opened_at.astimezone(rules.zone).date()
    said = release(rule.release, day, rules.zone, behind)
    if behind is not None:
        return said
    asked = Thing(card=card_id(alert.pk), kind="alert", name=rule.id, since=alert.opened_at)
    return rules.release_of(asked, said)


def _body(
    alert: Alert, rule: Rule, reasons: Sequence[Reason], told_at: tuple[datetime, ZoneInfo]
) -> dict[str, Any]:
    now, zone = told_at
    return {
        "rule": rule.id,
        "severity": alert.severity,
        "state": alert.state,
        "state_name": state_name(alert.state),
        "opened_at": _iso(alert.opened_at),
        "rested_at": _iso(alert.rested_at),
        "ended_at": _iso(alert.ended_at),
        "returns": alert.returns,
        "why": [_told(one, zone, now) for one in reasons],
        "count": alert.count,
        "doubt": doubt(reasons),
        "advice": rule.advice,
        "history": alert.history,
    }


def _told(reason: Reason, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    return {
        "text": sentence(reason, zone, now),
        "series": reason.series,
        "value": reason.value,
        "unit": reason.unit,
        "limit": reason.limit,
        "since": _iso(reason.since),
        "at": _iso(reason.at),
        "source": reason.source,
        "source_name": reason.source_name,
        "origin": reason.origin,
        "run": reason.run,
        "doubts": sorted(reason.doubts),
    }


def state_name(state: str) -> Words:
    match State(state):
        case State.OPEN:
            return words("Alert")
        case State.RESTING:
            return words("Easing")
        case _:
            return words("Over")


def _iso(at: datetime | None) -> str | None:
    return msgspec.to_builtins(at) if at else None


def _trust(alert: Alert, reasons: Sequence[Reason], now: datetime) -> Trust:
    """That of what it rests on: the newest value, the furthest origin, every doubt."""
    if not reasons:
        return Trust(
            source="alerts",
            source_name=words("Alert rules"),
            origin=Origin.MEASURED,
            freshness=Freshness.LIVE,
            phenomenon_time=alert.opened_at,
            received_at=alert.opened_at,
        )
    newest = max(reasons, key=lambda one: (one.at, one.series))
    return Trust(
        source=newest.source,
        source_name=newest.source_name,
        origin=max((Origin(one.origin) for one in reasons), key=_STRICTER.index),
        freshness=_freshness(alert, newest, now),
        phenomenon_time=newest.at,
        received_at=newest.received_at,
        recorded_at=newest.recorded_at,
        run=newest.run,
        budget=newest.budget,
        down_since=newest.down_since,
        badges=_badges(reasons),
    )


def _freshness(alert: Alert, newest: Reason, now: datetime) -> Freshness:
    """What is over does not age."""
    if alert.ended_at is not None:
        return Freshness.LIVE
    if newest.down_since is not None:
        return Freshness.SOURCE_DOWN
    age, budget = now - newest.at, timedelta(seconds=newest.budget)
    if age <= budget:
        return Freshness.LIVE
    return Freshness.LATE if age <= 2 * budget else Freshness.STALE


def _badges(reasons: Sequence[Reason]) -> tuple[Badge, ...]:
    since: dict[str, list[datetime]] = {}
    for one in reasons:
        for detector, at in one.doubts.items():
            since.setdefault(detector, []).append(at)
    return tuple(
        Badge(detector=name, severity="doubtful", since=min(times), count=len(times))
        for name, times in sorted(since.items())[:MOST_BADGES]
    )
