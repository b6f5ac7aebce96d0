"""What the page of a rule shows: what it says, what stands, what it would have done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from simin.domains.alerts import queries
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.queries import PastAlert, Preview, RuleState
from simin.domains.alerts.vocabulary import Per
from simin.domains.identity import queries as identity
from simin.domains.incidents import queries as incidents
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Visibility
from simin.domains.places import queries as places
from simin.web.card.axis import day_name
from simin.web.card.vocabulary import ALERT_STATES, word
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import exact, rounded
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import GRADES, LEVELS, REASONS
from simin.web.rules.summaries import conditions, known
from simin.web.rules.timeline import Timeline, timeline
from simin.web.rules.vocabulary import PER
from simin.workflows import dataset_past

#: Alerts of a preview that are listed.
LISTED = 50


@dataclass(frozen=True)
class Firing:
    """One alert that would have been."""

    place: str
    begins: str
    ends: str
    hours: str


@dataclass(frozen=True)
class Past:
    """An alert that was."""

    card: str
    title: str
    begins: str
    ends: str
    state: str
    number: int
    #: Until when it is not shown, if it is not.
    muted: str
    stands: bool


class RulePreview:
    """What a rule would have done in the last thirty days."""

    def __init__(self, rule: Rule, time: CityTime) -> None:
        self.rule, self.time = rule, time

    @cached_property
    def found(self) -> Preview:
        return queries.preview(self.rule, until=self.time.now, beside=dataset_past.past)

    @property
    def count(self) -> int:
        return len(self.found.fired)

    @property
    def days(self) -> int:
        return (self.found.until - self.found.since).days

    @property
    def known(self) -> bool:
        return self.found.heard > 0 or self.found.datasets > 0

    @cached_property
    def _names(self) -> Callable[[str], str]:
        named = {one.id: in_words(one.name) for one in places.districts()}
        if self.rule.per is Per.DATASTREAM:
            slugs = {one.place for one in self.found.fired}
            named |= {k: in_words(name) for k, name in observations.thing_names(slugs).items()}
        return lambda place: named.get(place, place) or str(_("the city"))

    @cached_property
    def drawn(self) -> Timeline:
        return timeline(
            self.found.fired,
            self.found.since,
            self.found.until,
            name=self._names,
            clock=self.time.clock,
            day=lambda at: day_name(self.time.local(at)),
        )

    @property
    def firings(self) -> list[Firing]:
        """The newest first."""
        newest = list(reversed(self.found.fired))[:LISTED]
        return [
            Firing(
                self._names(one.place),
                self.time.clock(one.episode.opened_at),
                self.time.clock(one.episode.rested_at) if one.episode.rested_at else "",
                self._hours(one.episode.opened_at, one.episode.rested_at),
            )
            for one in newest
        ]

    def _hours(self, begin: datetime, end: datetime | None) -> str:
        lasted = (end or self.found.until) - begin
        return rounded(lasted.total_seconds())


class RulePage:
    """Asked by the template."""

    def __init__(self, told: RuleState, time: CityTime, *, hidden: bool) -> None:
        self.told, self.time, self.hidden = told, time, hidden
        self.rule = told.rule
        self.preview = RulePreview(told.rule, time)

    @property
    def name(self) -> str:
        return in_words(self.rule.name)

    @property
    def level(self) -> str:
        return self.rule.severity

    @property
    def severity(self) -> str:
        return str(LEVELS[self.rule.severity])

    @property
    def says(self) -> list[str]:
        return conditions(self.rule, known())

    @property
    def needs(self) -> str:
        """How many of several conditions must be true."""
        if len(self.rule.conditions) == 1:
            return ""
        if self.rule.needs == "any":
            return _("any of these")
        if self.rule.needs == "all":
            return _("all of these")
        return _("at least %(count)d of these") % {"count": self.rule.needed}

    @property
    def facts(self) -> list[tuple[str, str]]:
        rule = self.rule
        told = [
            (_("One alert for"), str(PER[rule.per])),
            (_("Of the map"), self._domain),
            (_("Places at once"), str(rule.at_least) if rule.at_least > 1 else ""),
            (_("Counts for"), exact(rule.within)),
            (_("Over after"), exact(rule.quiet)),
            (_("Department"), self._owner),
            (_("Opens an incident"), self._incident),
            (_("Withheld"), self._release),
            (_("What to do"), in_words(rule.advice)),
            (_("Revision"), self._revision),
        ]
        return [(name, text) for name, text in told if text]

    @property
    def _owner(self) -> str:
        owners = {one.id: in_words(one.name) for one in identity.departments()}
        return owners.get(self.rule.owner or "", self.rule.owner or "")

    @property
    def _domain(self) -> str:
        names = {one["id"]: in_words(one["name"]) for one in places.city().domains}
        return names.get(self.rule.domain or "", self.rule.domain or "")

    @property
    def _release(self) -> str:
        told = self.rule.release
        if told is None or told.visibility is Visibility.PUBLIC:
            return ""
        return word(REASONS, told.reason or "")

    @property
    def _incident(self) -> str:
        opens = self.rule.opens_incident
        if opens is None:
            return ""
        names = {one.id: in_words(one.name) for one in incidents.kinds()}
        return f"{names.get(opens.kind, opens.kind)} · {GRADES[opens.severity]}"

    @property
    def _revision(self) -> str:
        parts = [str(self.told.revision), self.told.changed_by or _("the pack's own")]
        return " · ".join([*parts, self.told.why] if self.told.why else parts)

    @property
    def muted(self) -> str:
        told = self.told
        if not told.muted(self.time.now) or told.muted_until is None:
            return ""
        facts = {"until": self.time.clock(told.muted_until), "who": told.muted_by}
        return _("Not shown until %(until)s, by %(who)s") % facts

    @property
    def alerts(self) -> list[Past]:
        return [] if self.hidden else [self._past(one) for one in queries.of_rule(self.rule.id)]

    def _past(self, one: PastAlert) -> Past:
        rested = self.time.clock(one.rested_at) if one.rested_at else ""
        return Past(
            f"alert/{one.number}",
            in_words(one.title),
            self.time.clock(one.opened_at),
            rested,
            word(ALERT_STATES, one.state),
            one.number,
            self._muted(one),
            one.ended_at is None,
        )

    def _muted(self, one: PastAlert) -> str:
        until = one.muted_until
        if until is None or until <= self.time.now:
            return ""
        return _("muted until %(until)s") % {"until": self.time.clock(until)}
