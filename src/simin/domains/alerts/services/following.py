"""Judge what arrived, and what did not: values in, lanes moved, alerts settled, in one transaction.

Work is bounded by the datastreams that arrived and by what stands under the rules that look at
them; nothing reads history but the sums of a window, which are kept by the hour. Rules are held
while they are judged: a switch or a change in another process comes before or after.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.alerts import queries
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.episode import State
from simin.domains.alerts.measured import Measured
from simin.domains.alerts.models import Alert, AlertRule, Lane
from simin.domains.alerts.rows import family_of_rows
from simin.domains.alerts.services import memory
from simin.domains.alerts.services.judged import Judged
from simin.domains.alerts.services.life import Settling
from simin.domains.alerts.services.succession import Succession, waves
from simin.domains.alerts.vocabulary import Kind, Of
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Latest
from simin.kit.outbox import services as outbox


@transaction.atomic
def judge_arrived(
    *,
    datastreams: Collection[str],
    families: Collection[str],
    now: datetime,
    succession: Succession | None = None,
) -> None:
    """Something came of these ``datastreams``, which are of these ``families``.

    Of those in ``succession`` several values; of the others the newest is judged.
    """
    touched = _held(rule for rule in queries.watching() if not rule.families.isdisjoint(families))
    if not touched:
        return
    wanted = {name for rule in touched for name in rule.families}.intersection(families)
    came = [one for one in observations.latest(_slugs(datastreams, wanted)) if one.family in wanted]
    if came:
        _judge(touched, waves(came, succession), now)


@transaction.atomic
def judge_measured(*, measured: Collection[Measured], now: datetime) -> None:
    """Data sets were asked what conditions look at; answers to what is no more are left out."""
    ids = {one.rule for one in measured}
    touched = _held(rule for rule in queries.watching() if rule.id in ids)
    known = {(one.rule, one.number): family_of_rows(one.told) for one in queries.asked(touched)}
    fit = [one for one in measured if known.get((one.rule, one.number)) == one.family]
    if not fit:
        return
    memory.keep_measured(fit)
    anew = {name for rule in _changed(touched) for name in rule.families}
    _judge(touched, [observations.latest_of(anew) if anew else []], now, measured=fit)


def _slugs(datastreams: Collection[str], families: Collection[str]) -> list[str]:
    """Those that may be of ``families``: few of the many that a batch names."""
    found = {slug for slug in datastreams if slug.rpartition("/")[0] in families}
    headed = {slug.rpartition("/")[0] for slug in found}
    others = [name for name in families if name not in headed]
    if others:
        found |= {one.slug for one in observations.datastreams_of(others)} & set(datastreams)
    return sorted(found)


@transaction.atomic
def judge_time(*, now: datetime) -> None:
    """Time passed: what should have come and did not, what was true a while ago, what rested."""
    waiting = set(Alert.objects.filter(ended_at=None).values_list("rule_id", flat=True))
    waiting |= set(Lane.objects.filter(open=False).values_list("rule_id", flat=True).distinct())
    touched = _held(rule for rule in queries.watching() if rule.id in waiting or _awaited(rule))
    anew = _changed(touched)
    if anew:
        families = {name for rule in anew for name in rule.families}
        _judge(anew, [observations.latest_of(families)], now)
    if touched:
        families = {name for rule in touched for name in _awaited(rule)}
        _judge(touched, [observations.latest_of(families)], now, silence=True)


def _held(rules: Iterable[Rule]) -> list[Rule]:
    """As they stand and are on, and as nobody changes or switches them before this is judged."""
    ids = [rule.id for rule in rules]
    if not ids:
        return []
    outbox.take_turns()
    rows = AlertRule.objects.select_for_update().filter(id__in=ids, enabled=True).order_by("id")
    return [msgspec.convert(row.definition, Rule) for row in rows]


def _changed(rules: Iterable[Rule]) -> list[Rule]:
    """Those with an open alert for which nothing speaks: they were defined anew."""
    alerts = Alert.objects.filter(ended_at=None, state=State.OPEN)
    opened = set(alerts.values_list("rule_id", flat=True))
    judged = set(Lane.objects.values_list("rule_id", flat=True).distinct())
    return [rule for rule in rules if rule.id in opened - judged]


def _awaited(rule: Rule) -> set[str]:
    """Families whose silence it looks at."""
    return {one.family for one in rule.conditions if one.kind is Kind.ABSENCE}


def _judge(
    rules: list[Rule],
    came: Sequence[Sequence[Latest]],
    now: datetime,
    *,
    silence: bool = False,
    measured: Collection[Measured] = (),
) -> None:
    """``came`` in rounds, each of which may open an alert and the next let it rest."""
    made = {
        told.family
        for rule in rules
        for told in rule.conditions
        if told.of is not Of.EACH and not told.tabled
    }
    *before, newest = came
    judged = Judged(rules, newest, observations.latest_of(made) if made else [], now, measured)
    settling = Settling(rules, now)
    for wave in before:
        judged.arrive_before(wave)
        _settle(settling, rules, judged)
    if silence:
        judged.look()
    else:
        judged.arrive()
    _settle(settling, rules, judged)
    settling.keep()
    judged.keep()


def _settle(settling: Settling, rules: Iterable[Rule], judged: Judged) -> None:
    for place, rule in enumerate(rules):
        settling.settle(rule, judged.true_places(place))
