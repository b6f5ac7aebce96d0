"""Rules, how they stand, and what they ask of data sets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from simin.domains.alerts import models
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.errors import UnknownRuleError
from simin.domains.alerts.measured import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleState:
    """A rule and how it stands."""

    rule: Rule
    enabled: bool
    revision: int
    edited: bool
    #: Whether the pack has one of this id.
    of_pack: bool
    changed_by: str
    why: str
    changed_at: datetime | None
    muted_until: datetime | None
    mute_reason: str
    muted_by: str
    #: Alerts of it that have not ended, and how many of those are muted one by one.
    standing: int = 0
    silenced: int = 0

    def muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until


def rules(now: datetime) -> list[RuleState]:
    """All, by id."""
    standing, silenced = Counter[str](), Counter[str]()
    found = models.Alert.objects.filter(ended_at=None)
    for rule, muted_until in found.values_list("rule_id", "muted_until"):
        standing[rule] += 1
        silenced[rule] += muted_until is not None and now < muted_until
    rows = models.AlertRule.objects.order_by("id")
    return [_state(row, standing[row.id], silenced[row.id]) for row in rows]


def rule(rule_id: str) -> RuleState:
    """Raises ``UnknownRuleError``."""
    row = None if "\0" in rule_id else models.AlertRule.objects.filter(id=rule_id).first()
    if row is None:
        raise UnknownRuleError(f"no rule {rule_id!r}")
    return _state(row, models.Alert.objects.filter(rule=row, ended_at=None).count())


def watching() -> list[Rule]:
    """Rules that are switched on."""
    rows = models.AlertRule.objects.filter(enabled=True).order_by("id")
    return [msgspec.convert(told, Rule) for told in rows.values_list("definition", flat=True)]


def asked(rules: Iterable[Rule]) -> list[Asked]:
    """What ``rules`` ask of data sets."""
    return [
        Asked(rule=rule.id, number=number, told=told, per=rule.per)
        for rule in rules
        for number, told in enumerate(rule.conditions)
        if told.tabled
    ]


def asked_as_time_passes() -> list[Asked]:
    """What may be another answer only because time passed: it stands, or was never asked."""
    found = asked(watching())
    rules = {one.rule for one in found}
    if not rules:
        return []
    lanes = models.Lane.objects.filter(rule__in=rules).values_list("rule_id", "condition")
    answered = models.Measurement.objects.filter(rule__in=rules)
    answers = set(answered.values_list("rule_id", "number"))
    standing = set(lanes.distinct())
    return [
        one
        for one in found
        if (one.rule, one.number) in standing
        or (one.rule, one.number) not in answers
        or _falls_by_time(one)
    ]


def _falls_by_time(one: Asked) -> bool:
    """Fewer rows are in a window without anything that comes."""
    return one.told.falls and one.told.over is not None


def _state(row: models.AlertRule, standing: int, silenced: int = 0) -> RuleState:
    return RuleState(
        rule=msgspec.convert(row.definition, Rule),
        enabled=row.enabled,
        revision=row.revision,
        edited=row.edited,
        of_pack=row.of_pack is not None,
        changed_by=row.changed_by,
        why=row.why,
        changed_at=row.changed_at,
        muted_until=row.muted_until,
        mute_reason=row.mute_reason,
        muted_by=row.muted_by,
        standing=standing,
        silenced=silenced,
    )
