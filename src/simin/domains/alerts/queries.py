"""Read rules and alerts. Nothing here grows with history but by pages."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Q

from simin.domains.alerts import models
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.errors import UnknownAlertError, UnknownRuleError
from simin.domains.alerts.measured import Asked
from simin.domains.alerts.past import Fired, Hour, Past, fired
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Kind
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Words
from simin.domains.places import queries as places

#: Hours of one preview at most, over all series; over more series fewer days are looked at.
PREVIEWED_HOURS = 250_000
PREVIEW, LEAST_PREVIEW = timedelta(days=30), timedelta(days=1)
#: Alerts in the picture at most.
IN_PICTURE = 100
_GRAVITY = ("very_bad", "bad", "moderate")


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
    #: Alerts of it that have not ended.
    standing: int = 0

    def muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAlert:
    """An alert, as a list names it."""

    number: int
    title: Words
    state: str
    opened_at: datetime
    rested_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a rule would have done."""

    since: datetime
    until: datetime
    fired: list[Fired]
    #: Series that have any hour in that time, and all that the rule looks at.
    heard: int
    series: int
    #: Data sets that could be asked of that time.
    datasets: int = 0
    #: Not even a day of it can be looked at.
    too_much: bool = False


def rules() -> list[RuleState]:
    """All, by id."""
    standing: dict[str, int] = {}
    for rule in models.Alert.objects.filter(ended_at=None).values_list("rule_id", flat=True):
        standing[rule] = standing.get(rule, 0) + 1
    rows = models.AlertRule.objects.order_by("id")
    return [_state(row, standing.get(row.id, 0)) for row in rows]


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


def shown(now: datetime) -> list[models.Alert]:
    """Alerts that have not ended and are not muted: the gravest, of equals the newest, first.

    At most ``IN_PICTURE``: in a storm of alerts the picture stays one that can be looked at.
    """
    standing = models.Alert.objects.filter(ended_at=None, rule__enabled=True)
    heard = standing.filter(Q(rule__muted_until=None) | Q(rule__muted_until__lte=now))
    told = heard.values_list("id", "severity", "opened_at")
    newest = sorted(told, key=lambda one: (one[2], one[0]), reverse=True)
    chosen = [one[0] for one in sorted(newest, key=lambda one: _GRAVITY.index(one[1]))[:IN_PICTURE]]
    rows = models.Alert.objects.select_related("rule").in_bulk(chosen)
    return [rows[number] for number in chosen]


def alert(number: int) -> models.Alert:
    """Raises ``UnknownAlertError``."""
    found = models.Alert.objects.select_related("rule").filter(id=number).first()
    if found is None:
        raise UnknownAlertError(f"no alert {number}")
    return found


def of_rule(rule_id: str, *, limit: int = 20) -> list[PastAlert]:
    """Its newest alerts."""
    rows = models.Alert.objects.filter(rule_id=rule_id).order_by("-opened_at", "-id")
    return [
        PastAlert(
            number=one.pk,
            title=one.title,
            state=one.state,
            opened_at=one.opened_at,
            rested_at=one.rested_at,
        )
        for one in rows[:limit]
    ]


type Beside = Callable[[Rule, datetime, datetime], Sequence[Past]]


def preview(
    rule: Rule, *, until: datetime, beside: Beside = lambda _rule, _since, _until: ()
) -> Preview:
    """What ``rule`` would have done in the last 30 days, by the hours that are kept.

    ``beside`` says what its conditions on data sets would have come to. Over very many series
    fewer days are looked at; ``since`` says from when. ``too_much`` where a window reaches back so
    far over so many that not even one day can be.
    """
    zone = ZoneInfo(places.city().time_zone)
    end = until.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    series = series_of(rule.families)
    windows = [one.over or 0 for one in rule.conditions if one.kind is Kind.TOTAL]
    reach = timedelta(seconds=max(windows, default=0))
    days = min(PREVIEW, timedelta(hours=PREVIEWED_HOURS / max(1, len(series))) - reach)
    if days < LEAST_PREVIEW:
        return Preview(since=end, until=end, fired=[], heard=0, series=len(series), too_much=True)
    since = end - timedelta(hours=days // timedelta(hours=1))
    hours = _hours_of(series, since - reach, end)
    rows = beside(rule, since, end)
    whole = [*series, *(one for each in rows for one in each.series)]
    told = [*hours, *(one for each in rows for one in each.hours)]
    found = fired(rule, whole, told, since=int(since.timestamp()), until=int(end.timestamp()))
    return Preview(
        since=since,
        until=end,
        fired=found,
        heard=len({one.slug for one in hours}),
        series=len(series),
        datasets=len({one.dataset for one in rows if one.hours}),
    )


def _hours_of(series: Sequence[Series], since: datetime, until: datetime) -> list[Hour]:
    return [
        Hour(
            slug=span.slug,
            start=int(span.start.timestamp()),
            last=span.tally.last,
            last_at=int(span.tally.last_at.timestamp()),
            total=span.tally.total,
        )
        for span in observations.hourly([one.slug for one in series], since, until)
        if span.tally.last is not None and span.tally.last_at is not None
    ]


def series_of(families: Collection[str]) -> list[Series]:
    return [
        Series(one.slug, one.family, one.district or "", one.period)
        for one in observations.datastreams_of(families)
    ]


def _state(row: models.AlertRule, standing: int) -> RuleState:
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
    )
