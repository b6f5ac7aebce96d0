"""Alerts come to be, change, rest, return and end; each step is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.episode import Episode, State, after
from simin.domains.alerts.events import (
    AlertEnded,
    AlertEvent,
    AlertOpened,
    AlertRested,
    AlertReturned,
    AlertUpdated,
)
from simin.domains.alerts.models import Alert, AlertRule
from simin.domains.alerts.reasons import MOST, Reason
from simin.domains.alerts.vocabulary import Per
from simin.domains.picture.card import Words
from simin.kit import many_rows
from simin.kit.outbox import services as outbox
from simin.kit.translated import words

#: Steps of one alert's life that are kept.
_STEPS = 40
#: What is told of an alert.
type Step = tuple[type[AlertEvent], Alert]

#: What a step may change of an alert.
_MOVING = ("state", "rested_at", "ended_at", "returns", "reasons", "count", "history")

_EVENTS: dict[State, type[AlertEvent]] = {
    State.OPEN: AlertReturned,
    State.RESTING: AlertRested,
    State.ENDED: AlertEnded,
}


@dataclass
class Place:
    """Where a rule is true, and why."""

    district: str = ""
    #: What the place is called; nothing: the city.
    name: Words = field(default_factory=dict)
    #: The first ``MOST`` of what speaks for it, and how many there are.
    reasons: list[Reason] = field(default_factory=list)
    count: int = 0


class Settling:
    """Moves all alerts of some rules on in one round, and keeps and tells it at once."""

    def __init__(self, rules: Iterable[Rule], now: datetime) -> None:
        self._now = now
        self._standing: dict[str, dict[str, Alert]] = {}
        ids = [rule.id for rule in rules]
        for row in Alert.objects.filter(rule__in=ids, ended_at=None):
            self._standing.setdefault(row.rule_id, {})[row.place] = row
        self._opened: list[Alert] = []
        self._steps: list[Step] = []

    def settle(self, rule: Rule, true: Mapping[str, Place]) -> None:
        """``rule`` is true of these places now, and of no others."""
        standing = self._standing.setdefault(rule.id, {})
        quiet = timedelta(seconds=rule.quiet)
        for place in sorted(standing.keys() | true.keys()):
            row, found = standing.get(place), true.get(place)
            before = _episode(row) if row else None
            for moved in after(before, self._now, true=found is not None, quiet=quiet):
                if row is not None and row.ended_at is None:
                    self._steps += _moved(row, moved, found, self._now)
                elif found is not None:
                    row = standing[place] = _opened(rule, place, found, self._now)
                    self._opened.append(row)
                    self._steps.append((AlertOpened, row))

    def keep(self) -> None:
        """Those that ended stand no more before others open at their places."""
        opened = {id(row) for row in self._opened}
        moved = {id(row): row for _, row in self._steps if id(row) not in opened}
        many_rows.update(list(moved.values()), _MOVING)
        many_rows.insert(self._opened)
        self._number(self._opened)
        _tell(self._steps, self._now)

    def _number(self, opened: Iterable[Alert]) -> None:
        """A prepared statement says no ids; of a rule one stands at a place."""
        wanted = {(row.rule_id, row.place): row for row in opened}
        if not wanted:
            return
        standing = Alert.objects.filter(rule__in={rule for rule, _ in wanted}, ended_at=None)
        for number, rule, place in standing.values_list("id", "rule_id", "place"):
            if (row := wanted.get((rule, place))) is not None:
                row.pk = number


def end_all(rule: AlertRule, at: datetime) -> None:
    """Its rule is switched off."""
    steps: list[Step] = []
    for row in Alert.objects.filter(rule=rule, ended_at=None):
        ended = Episode(
            opened_at=row.opened_at,
            state=State.ENDED,
            rested_at=row.rested_at or at,
            ended_at=at,
            returns=row.returns,
        )
        steps += _moved(row, ended, None, at)
        row.save(update_fields=_MOVING)
    _tell(steps, at)


def _episode(row: Alert) -> Episode:
    return Episode(
        opened_at=row.opened_at,
        state=State(row.state),
        rested_at=row.rested_at,
        ended_at=row.ended_at,
        returns=row.returns,
    )


def _opened(rule: Rule, place: str, found: Place, now: datetime) -> Alert:
    row = Alert(
        rule_id=rule.id,
        place=place,
        district=found.district,
        state=State.OPEN,
        severity=rule.severity,
        title=title(rule, found),
        opened_at=now,
        history=[_step(now, State.OPEN)],
    )
    _take(row, found)
    return row


def title(rule: Rule, found: Place) -> Words:
    if rule.per is Per.CITY or not found.name:
        return dict(rule.name)
    return words("{rule}, {place}", rule=rule.name, place=found.name)


def _moved(row: Alert, moved: Episode, found: Place | None, now: datetime) -> list[Step]:
    same_state = row.state == moved.state
    changed = found is not None and _take(row, found)
    if same_state and not changed:
        return []
    row.state, row.rested_at, row.ended_at = moved.state, moved.rested_at, moved.ended_at
    row.returns = moved.returns
    if not same_state:
        at = moved.ended_at or moved.rested_at or now
        row.history = [*row.history, _step(at, moved.state)][-_STEPS:]
    return [(AlertUpdated if same_state else _EVENTS[moved.state], row)]


def _take(row: Alert, found: Place) -> bool:
    """Keep what speaks for it now; whether that is anything else than before."""
    if not found.reasons:
        return False
    plain: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(found.reasons[:MOST]))
    changed = row.reasons != plain or row.count != found.count
    row.reasons, row.count = plain, found.count
    return changed


def _step(at: datetime, state: State) -> dict[str, str]:
    return {"at": str(msgspec.to_builtins(at)), "state": state.value}


def _once_updated(steps: Sequence[Step]) -> Iterator[Step]:
    """That an alert rests on something else is told once a round, where it last did."""
    last = {id(row): place for place, (event, row) in enumerate(steps) if event is AlertUpdated}
    for place, (event, row) in enumerate(steps):
        if event is not AlertUpdated or last[id(row)] == place:
            yield event, row


def _tell(steps: Iterable[Step], at: datetime) -> None:
    told = [
        event(alert=row.pk, rule=row.rule_id, district=row.district or None, severity=row.severity)
        for event, row in _once_updated(list(steps))
    ]
    if told:
        outbox.append(*told, at=at)
