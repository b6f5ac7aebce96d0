"""What needs attention, as a table of rules, and how it is ranked. Pure.

====================  =================================================  ==================  =======
rule                  when                                               severity            action
====================  =================================================  ==================  =======
stage                 the city stage is 3 or higher                      bad; from 4 very    open
grave incident        an open incident is severe or extreme              very bad            direct
withheld incident     one that is withheld is grave or late: which,      bad                 open
                      and since when, is not said
late response         nobody has arrived and the target has passed       bad; at twice the   direct
                                                                         target very bad
alert                 an alert is open                                   that of its rule    direct
withheld alert        one that is withheld is open: which, and since     bad                 open
                      when, is not said
directive             one is late or was escalated: to whom, and when    bad; urgent very    open
                      it was due, and not what it says                   bad
late steps            steps of an open incident's procedure are late     bad; at the top of  open
                                                                         the organisation
                                                                         very bad
override ends         the stage was set by hand and that ends within     moderate            open
                      30 minutes
very bad value        an indicator of the moment is very bad             bad; from 3 hours   direct
                                                                         on very bad
bad districts         half of the known districts, and at least 2, are   moderate            open
                      bad or worse
late project          one is late by its plan or its forecast            moderate; from 180  direct
                                                                         days on bad
project over budget   one will cost more than its budget, or has         moderate; from 20   direct
                      already                                            % on bad
milestone             one of a project is due within seven days          moderate            open
source down           a source brings nothing                            moderate; beyond    inspect
                                                                         its budget bad
silent kiosks         kiosks that are registered report no longer        moderate; half of   inspect
                                                                         them and 2 bad
====================  =================================================  ==================  =======

A thing is named once, by the rule that ranks it highest. Ranked by severity, then by the order of
the table, then whatever has waited longest.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from simin.domains.incidents.cards import STAGE_CARD
from simin.domains.picture.card import Origin
from simin.kit.text import Text, pick
from simin.kit.translated import languages, words
from simin.workflows.attention.need import Need, Severity
from simin.workflows.attention.project_rules import (
    late_project,
    milestone,
    project_over_budget,
)
from simin.workflows.attention.response import late_steps, override_ends
from simin.workflows.attention.situation import IncidentNow, Situation

#: Entries on the list.
LONGEST = 12
ALARMING_STAGE = 3
OVERWHELMING_STAGE = 4
LONG_HOURS = 3
GRAVE = ("extreme", "severe")
_SEVERITIES: tuple[Severity, ...] = ("very_bad", "bad", "moderate")


def stage(city: Situation) -> Iterator[Need]:
    if city.stage.level < ALARMING_STAGE:
        return
    yield Need(
        id=STAGE_CARD,
        card=STAGE_CARD,
        severity="very_bad" if city.stage.level >= OVERWHELMING_STAGE else "bad",
        action="open",
        text=words("City stage {level}, {name}", level=city.stage.level, name=city.stage.name),
        reason=_together(city.stage.reasons),
        origin=city.stage.origin,
        since=city.stage.since,
    )


def _together(reasons: Sequence[Text]) -> Text:
    return {code: " · ".join(pick(one, code) for one in reasons) for code in languages()}


def grave_incident(city: Situation) -> Iterator[Need]:
    for one in _open_to_all(city):
        if one.severity == "extreme":
            reason = words("Extremely severe, reported at {time}", time=one.reported_clock)
            yield _about(one, "very_bad", reason)
        elif one.severity == "severe":
            yield _about(
                one, "very_bad", words("Severe, reported at {time}", time=one.reported_clock)
            )


def _open_to_all(city: Situation) -> Iterator[IncidentNow]:
    return (one for one in city.incidents if not one.withheld)


def withheld_incident(city: Situation) -> Iterator[Need]:
    """One entry whatever the reason, and no time, so that neither can be told from it."""
    for one in city.incidents:
        if one.withheld and (one.severity in GRAVE or _late(one, city.now)):
            yield Need(
                id=one.card,
                card=one.card,
                severity="bad",
                action="open",
                text=one.title,
                reason=words("Withheld from the public"),
                origin=one.origin,
            )


def _late(one: IncidentNow, now: datetime) -> bool:
    if one.arrived or one.target_seconds is None:
        return False
    return (now - one.reported_at).total_seconds() > one.target_seconds


def late_response(city: Situation) -> Iterator[Need]:
    for one in _open_to_all(city):
        if _late(one, city.now) and one.target_seconds is not None:
            waited = (city.now - one.reported_at).total_seconds()
            reason = words(
                "Nobody has arrived; reported at {time}, target {minutes} min",
                time=one.reported_clock,
                minutes=f"{one.target_seconds / 60:g}",
            )
            yield _about(one, "very_bad" if waited > 2 * one.target_seconds else "bad", reason)


def _about(one: IncidentNow, severity: Severity, reason: Text) -> Need:
    return Need(
        id=one.card,
        card=one.card,
        severity=severity,
        action="direct",
        text=one.title,
        reason=reason,
        origin=one.origin,
        since=one.reported_at,
    )


def alert(city: Situation) -> Iterator[Need]:
    for one in city.alerts:
        if not one.withheld:
            yield Need(
                id=one.card,
                card=one.card,
                severity=one.severity,
                action="direct",
                text=one.title,
                reason=one.why,
                origin=one.origin,
                since=one.opened_at,
            )


def withheld_alert(city: Situation) -> Iterator[Need]:
    """As of a withheld incident: no time, no severity of its own, and not what it is about."""
    for one in city.alerts:
        if one.withheld:
            yield Need(
                id=one.card,
                card=one.card,
                severity="bad",
                action="open",
                text=words("Alert"),
                reason=words("Withheld from the public"),
                origin=one.origin,
            )


def directive(city: Situation) -> Iterator[Need]:
    """Whom it was given to is public, what it says is not."""
    for one in city.directives:
        late, to = one.late, one.addressee
        text = (
            words("A directive to {unit} is late", unit=to)
            if late
            else words("A directive to {unit} was escalated", unit=to)
        )
        yield Need(
            id=f"directive/{one.id}",
            card=one.card,
            severity="very_bad" if one.urgent and late else "bad",
            action="open",
            text=text,
            reason=words("Due at {time}", time=one.due_clock),
            origin=Origin.MEASURED,
            since=one.due_at,
        )


def very_bad_value(city: Situation) -> Iterator[Need]:
    for one in city.indicators:
        if one.level != "very_bad":
            continue
        hours = one.hours_very_bad
        yield Need(
            id=one.card,
            card=one.card,
            severity="very_bad" if hours >= LONG_HOURS else "bad",
            action="direct",
            text=words("{indicator}: very bad", indicator=one.name),
            reason=words("For {hours} h", hours=hours) if hours else words("For less than an hour"),
            origin=one.origin,
            since=city.now - timedelta(hours=hours),
        )


def bad_districts(city: Situation) -> Iterator[Need]:
    for one in city.indicators:
        if one.districts_bad < max(2, one.districts_known / 2):
            continue
        facts = {"count": one.districts_bad, "known": one.districts_known}
        yield Need(
            id=one.card,
            card=one.card,
            severity="moderate",
            action="open",
            text=words("{indicator}: bad in many districts", indicator=one.name),
            reason=words("{count} of {known} districts are bad or worse", **facts),
            origin=one.origin,
        )


def source_down(city: Situation) -> Iterator[Need]:
    for one in city.sources:
        yield Need(
            id=f"source/{one.id}",
            card=one.card,
            severity="bad" if one.beyond_budget else "moderate",
            action="inspect",
            text=words("{source} brings nothing", source=one.name),
            reason=words("Since {time}", time=one.since_clock),
            origin=one.origin,
            since=one.since,
        )


def silent_kiosks(city: Situation) -> Iterator[Need]:
    silent = city.kiosks
    if silent is None:
        return
    many = words("{count} kiosks are silent", count=silent.count)
    yield Need(
        id="kiosks",
        card="city/city",
        severity="bad" if silent.count >= 2 and 2 * silent.count >= silent.of else "moderate",
        action="inspect",
        text=many if silent.count > 1 else words("A kiosk is silent"),
        reason=words("{name} since {time}", name=silent.name, time=silent.since_clock),
        origin=Origin.MEASURED,
    )


#: The table, in its order.
RULES: tuple[Callable[[Situation], Iterator[Need]], ...] = (
    stage,
    grave_incident,
    withheld_incident,
    late_response,
    alert,
    withheld_alert,
    directive,
    late_steps,
    override_ends,
    very_bad_value,
    bad_districts,
    late_project,
    project_over_budget,
    milestone,
    source_down,
    silent_kiosks,
)


def ranked(city: Situation) -> list[Need]:
    """What needs attention, the most urgent first, at most ``LONGEST``."""
    found = [(_place(need, order), need) for order, rule in enumerate(RULES) for need in rule(city)]
    once: dict[str, Need] = {}
    for _, need in sorted(found, key=lambda pair: pair[0]):
        once.setdefault(need.id, need)
    return list(once.values())[:LONGEST]


def _place(need: Need, order: int) -> tuple[int, int, float, str]:
    waited_since = need.since.timestamp() if need.since else float("inf")
    return _SEVERITIES.index(need.severity), order, waited_since, need.id
