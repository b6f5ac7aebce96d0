"""Rules, as the pack has them and as people change them.

A person's version stands until a person gives it up: a newer pack is kept beside it. Whoever saves
says which revision was looked at, so that nobody overwrites what nobody has seen.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.errors import StaleRuleError, UnknownRuleError
from simin.domains.alerts.events import AlertRuleChanged, AlertRuleMuted
from simin.domains.alerts.models import AlertRule
from simin.domains.alerts.services import memory
from simin.domains.alerts.services.life import end_all
from simin.domains.observations import queries as observations
from simin.kit.clock import SystemClock, city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

LONGEST_WHY = 500


@transaction.atomic
def define_rules(rules: Iterable[Rule], *, at: datetime) -> None:
    """Take in the pack's rules at city time ``at``; those that it has no more are switched off."""
    given = {rule.id: rule for rule in rules}
    outbox.take_turns()
    known = {row.id: row for row in AlertRule.objects.select_for_update().order_by("id")}
    for rule in given.values():
        _define(known.get(rule.id), rule, at)
    for row in known.values():
        if row.id not in given and row.of_pack is not None:
            row.of_pack = None
            if not row.edited:
                _switched(row, on=False, by="", why="", at=at)
            row.save()


def _define(row: AlertRule | None, rule: Rule, at: datetime) -> None:
    plain = _plain(rule)
    if row is None:
        AlertRule.objects.create(id=rule.id, definition=plain, of_pack=plain)
    elif row.of_pack != plain:
        returned, row.of_pack = row.of_pack is None, plain
        if not row.edited:
            _of_pack(row, plain, returned=returned, at=at)
        row.save()


def _of_pack(row: AlertRule, plain: Any, *, returned: bool, at: datetime) -> None:
    """A rule that comes back is on again, unless a person had switched it off."""
    by, why = row.changed_by, row.why
    if row.definition != plain:
        _redefined(row, plain, by="", why="", at=at)
    if returned and not by:
        _switched(row, on=True, by="", why="", at=at)
    if not row.enabled:
        row.changed_by, row.why = by, why


@transaction.atomic
def save(rule: Rule, *, seen: int | None, why: str, by: str, at: datetime | None = None) -> int:
    """Make ``rule`` stand; its revision. ``seen``: the revision looked at; None: it is new.

    Who sees its alerts is not changed by saving. Raises ``RejectedError`` naming the first field
    that makes no sense, ``StaleRuleError`` where somebody else was faster.
    """
    checked(rule)
    reasoned(why)
    moment = at or city_clock().now()
    outbox.take_turns()
    row = AlertRule.objects.select_for_update().filter(id=rule.id).first()
    if row is None:
        if seen is not None:
            raise UnknownRuleError(f"no rule {rule.id!r}")
        AlertRule.objects.create(
            id=rule.id,
            definition=_plain(rule),
            edited=True,
            changed_by=by,
            why=why.strip()[:LONGEST_WHY],
            changed_at=SystemClock().now(),
        )
        _tell(rule.id, 1, "made", why, by, moment)
        return 1
    _not_stale(row, seen)
    row.edited = True
    release = msgspec.convert(row.definition, Rule).release
    rule = msgspec.structs.replace(rule, release=release)
    _redefined(row, _plain(rule), by=by, why=why, at=moment)
    row.save()
    return row.revision


def checked(rule: Rule) -> None:
    """Raises ``RejectedError`` naming the first field that makes no sense."""
    there = {one.family for one in observations.datastreams_of(rule.families)}
    for field, reason in rule.faults(there):
        raise RejectedError(field, reason)


@transaction.atomic
def switch(rule: str, *, on: bool, seen: int, why: str, by: str) -> None:
    """Judge by the rule, or end its alerts and judge no more. Raises ``StaleRuleError``."""
    reasoned(why)
    row = _locked(rule)
    _not_stale(row, seen)
    _switched(row, on=on, by=by, why=why, at=city_clock().now())
    row.save()


@transaction.atomic
def mute(rule: str, *, until: datetime, seen: int, why: str, by: str) -> None:
    """Show none of its alerts before city time ``until``; they are judged all the same.

    Raises ``StaleRuleError``.
    """
    now = city_clock().now()
    if until <= now:
        raise RejectedError("until", "has passed")
    reasoned(why)
    row = _locked(rule)
    _not_stale(row, seen)
    row.muted_until, row.mute_reason, row.muted_by = until, why.strip()[:LONGEST_WHY], by
    row.revision += 1
    row.save()
    outbox.append(AlertRuleMuted(rule=rule, until=until, why=row.mute_reason, by=by), at=now)


@transaction.atomic
def unmute(rule: str, *, seen: int, why: str, by: str) -> None:
    """Show its alerts again; nothing happens where it was not muted. Raises ``StaleRuleError``."""
    reasoned(why)
    row = _locked(rule)
    _not_stale(row, seen)
    if row.muted_until is None:
        return
    row.muted_until, row.mute_reason, row.muted_by = None, "", ""
    row.revision += 1
    row.save()
    event = AlertRuleMuted(rule=rule, until=None, why=why.strip()[:LONGEST_WHY], by=by)
    outbox.append(event, at=city_clock().now())


def _locked(rule: str) -> AlertRule:
    """Held after the turn of those who tell events, as everywhere: none waits for the other."""
    outbox.take_turns()
    row = None if "\0" in rule else AlertRule.objects.select_for_update().filter(id=rule).first()
    if row is None:
        raise UnknownRuleError(f"no rule {rule!r}")
    return row


def reasoned(why: str) -> None:
    if not why.strip():
        raise RejectedError("why", "say why")


def _not_stale(row: AlertRule, seen: int | None) -> None:
    if seen != row.revision:
        raise StaleRuleError(row.id, row.revision)


def _redefined(row: AlertRule, plain: Any, *, by: str, why: str, at: datetime) -> None:
    """What was remembered was of other conditions; its alerts rest unless they are true again."""
    row.definition = plain
    memory.forget(row.id)
    _moved_on(row, "changed", by, why, at)


def _switched(row: AlertRule, *, on: bool, by: str, why: str, at: datetime) -> None:
    if row.enabled == on:
        return
    row.enabled = on
    if not on:
        memory.forget(row.id)
        end_all(row, at)
    _moved_on(row, "switched_on" if on else "switched_off", by, why, at)


def _moved_on(row: AlertRule, change: str, by: str, why: str, at: datetime) -> None:
    row.revision += 1
    row.changed_by, row.why = by, why.strip()[:LONGEST_WHY]
    row.changed_at = SystemClock().now()
    _tell(row.id, row.revision, change, row.why, by, at)


def _tell(rule: str, revision: int, change: str, why: str, by: str, at: datetime) -> None:
    event = AlertRuleChanged(rule=rule, revision=revision, change=change, why=why, by=by)
    outbox.append(event, at=at)


def _plain(rule: Rule) -> dict[str, Any]:
    """As the database gives it back."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(rule))
    return plain
