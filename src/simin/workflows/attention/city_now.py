"""Gather what the rules of attention look at, from what is kept on write."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from simin.domains.directives import cards as directive_cards
from simin.domains.directives import queries as directives
from simin.domains.directives.states import State
from simin.domains.directives.timing import Priority, is_late
from simin.domains.identity import queries as identity
from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import queries as incidents
from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.cards import Remembered
from simin.domains.indicators.definition import IndicatorDefinition, ScaleDefinition
from simin.domains.indicators.level import Level, level
from simin.domains.indicators.queries import Standing
from simin.domains.kiosks import queries as kiosks
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Card, Origin, Section, Visibility
from simin.domains.places import queries as places
from simin.domains.procedures import queries as procedures
from simin.domains.releases import queries as releases
from simin.kit.translated import words
from simin.workflows.attention.projects_now import projects_now
from simin.workflows.attention.situation import (
    AlertNow,
    DirectiveNow,
    IncidentNow,
    IndicatorNow,
    KiosksSilent,
    LateStepsNow,
    OverrideNow,
    Situation,
    SourceDown,
    StageNow,
)

#: How far back a very bad value is followed.
LOOKED_BACK = timedelta(hours=24)
#: An override of the stage ends soon.
ENDS_SOON = timedelta(minutes=30)
_BAD = (Level.BAD, Level.VERY_BAD)


def situation(
    now: datetime, remembered: Remembered | None = None, alerts: Sequence[Card] = ()
) -> Situation:
    """The city at ``now``, city time."""
    remembered = remembered or Remembered()
    zone = places.zone()
    chosen = _of_the_moment(now)
    fed = _fed_by(chosen, remembered)
    return Situation(
        now=now,
        stage=_stage(incident_cards.stage_card(now)),
        override=_override(now, zone),
        late_steps=tuple(_late_steps(zone)),
        incidents=tuple(_incidents(now, zone)),
        alerts=tuple(_alerts(alerts)),
        directives=tuple(_directives(now, zone)),
        projects=tuple(projects_now(now, zone)),
        indicators=tuple(_indicators([one for one in chosen if one.levels], now, fed, remembered)),
        sources=tuple(_sources_down(chosen, now, zone, fed)),
        kiosks=_kiosks(zone),
    )


def _of_the_moment(now: datetime) -> list[IndicatorDefinition]:
    """Without those that are counted from incidents, which speak for themselves, and without what
    is withheld: how bad it is, is part of what is not told.
    """
    counted, rules = {rule.family for rule in incidents.count_rules()}, releases.rules(now)
    return [
        one
        for one in indicators.indicators()
        if one.section is Section.NOW
        and not counted.intersection(one.families)
        and indicator_cards.release_of(one.id, rules).visibility is Visibility.PUBLIC
    ]


def _stage(card: Card) -> StageNow:
    return StageNow(
        level=card.body["level"],
        name=card.body["name"],
        since=datetime.fromisoformat(card.body["since"]),
        reasons=tuple(
            reason["text"]
            for reason in card.body["reasons"]
            if reason["level"] == card.body["level"]
        ),
        origin=card.trust.origin,
    )


def _override(now: datetime, zone: ZoneInfo) -> OverrideNow | None:
    """The one in force, where it ends soon."""
    found, row = incidents.stage_override(now), incidents.computed_stage()
    if found is None or row is None or found.until - now > ENDS_SOON:
        return None
    clock = _clock(found.until, zone)
    return OverrideNow(until=found.until, until_clock=clock, level=found.level, computed=row.level)


def _late_steps(zone: ZoneInfo) -> Iterator[LateStepsNow]:
    by_incident: dict[str, list[procedures.Step]] = {}
    for step in procedures.late_steps():
        by_incident.setdefault(step.run.incident, []).append(step)
    known = incidents.several(by_incident)
    seen_by = incident_cards.releases_of(known.values())
    for number, steps in by_incident.items():
        one, public = known[number], seen_by[number].visibility is Visibility.PUBLIC
        since = min(step.late_at or step.run.started_at for step in steps)
        yield LateStepsNow(
            incident=number,
            card=incident_cards.card_id(number),
            withheld=not public,
            title=one.title if public else one.kind.name,
            count=len(steps),
            since=since,
            since_clock=_clock(since, zone),
            at_top=any(step.at_top for step in steps),
            origin=Origin(one.origin),
        )


def _incidents(now: datetime, zone: ZoneInfo) -> Iterator[IncidentNow]:
    """A drill needs nobody's attention but that of those who drill."""
    found = [one for one in incidents.open_incidents() if not one.drill]
    seen_by = incident_cards.releases_of(found)
    for one in found:
        public = seen_by[one.id].visibility is Visibility.PUBLIC
        yield IncidentNow(
            card=incident_cards.card_id(one.id),
            withheld=not public,
            title=one.title if public else one.kind.name,
            severity=one.severity,
            reported_at=one.reported_at,
            reported_clock=_clock(one.reported_at, zone),
            arrived=one.arrived_at is not None or not _awaits_arrival(one.state, one.kind.states),
            target_seconds=one.kind.target_seconds,
            origin=Origin(one.origin),
        )


def _alerts(cards: Sequence[Card]) -> Iterator[AlertNow]:
    for card in cards:
        if card.body["state"] == "open":
            public = card.release.visibility is Visibility.PUBLIC
            yield AlertNow(
                card=card.id,
                withheld=not public,
                title=card.title,
                severity=card.body["severity"],
                why=next((one["text"] for one in card.body["why"]), {}),
                opened_at=datetime.fromisoformat(card.body["opened_at"]),
                origin=card.trust.origin,
            )


def _directives(now: datetime, zone: ZoneInfo) -> Iterator[DirectiveNow]:
    units = {unit.id: unit.name for unit in identity.departments()}
    for one in directives.pressing(now):
        yield DirectiveNow(
            id=one.id,
            card=directive_cards.CARD,
            addressee=units.get(one.unit) or words("The whole city"),
            urgent=one.priority == Priority.URGENT,
            late=is_late(one.due_at, State(one.state), now),
            due_at=one.due_at,
            due_clock=f"{one.due_at.astimezone(zone):%m-%d %H:%M}",
        )


def _awaits_arrival(state: str, path: Sequence[str]) -> bool:
    """Whether the incident stands before its path's arrival; a channel may skip telling of it."""
    return "arrived" in path and path.index(state) < path.index("arrived")


type FedBy = Mapping[str, Sequence[SourceState]]


def _fed_by(chosen: Sequence[IndicatorDefinition], remembered: Remembered) -> FedBy:
    """Id of each indicator to the sources that its value is made of."""
    streams = remembered.streams({one for found in chosen for one in found.families})
    by_family = {name: {stream.source for stream in group} for name, group in streams.items()}
    sources = observations.sources({name for named in by_family.values() for name in named})
    return {
        one.id: [sources[name] for family in one.families for name in by_family.get(family, ())]
        for one in chosen
    }


def _indicators(
    chosen: Sequence[IndicatorDefinition],
    now: datetime,
    fed: FedBy,
    remembered: Remembered,
) -> Iterator[IndicatorNow]:
    """Those that are bad anywhere; what an index among them is made of is not named beside it."""
    standing = indicators.standing((one.id for one in chosen), remembered)
    scales = indicators.scales()
    bad = [one for one in chosen if _is_bad(standing[one.id])]
    told = {family for one in bad if one.aggregate == "index" for family in one.families}
    for one in bad:
        if one.aggregate != "index" and told.issuperset(one.families):
            continue
        said = standing[one.id]
        known = _known_levels(said)
        yield IndicatorNow(
            card=one.id,
            name=one.name,
            level=said.level or Level.UNKNOWN,
            hours_very_bad=_hours(one, scales[one.levels or ""], said, now),
            districts_bad=sum(found in _BAD for found in known),
            districts_known=len(known),
            origin=furthest({source.origin for source in fed[one.id]}),
        )


def _known_levels(said: Standing) -> list[Level]:
    found = [level for _, level in said.districts.values()]
    return [one for one in found if one is not None and one is not Level.UNKNOWN]


def _is_bad(said: Standing) -> bool:
    return said.level is Level.VERY_BAD or any(found in _BAD for found in _known_levels(said))


def _hours(one: IndicatorDefinition, scale: ScaleDefinition, said: Standing, now: datetime) -> int:
    """Whole hours up to now in which the indicator was very bad without a break."""
    if said.level is not Level.VERY_BAD:
        return 0
    past = indicators.history(one.id, now - LOOKED_BACK, now)
    newest_first = (level(moment.figures.value, scale) for moment in reversed(past))
    return sum(1 for _ in takewhile(lambda found: found is Level.VERY_BAD, newest_first))


def furthest(origins: set[Origin]) -> Origin:
    """The origin that is furthest from the world."""
    order = (Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC)
    return max(origins, key=order.index, default=Origin.MEASURED)


def _sources_down(
    chosen: Sequence[IndicatorDefinition], now: datetime, zone: ZoneInfo, fed: FedBy
) -> Iterator[SourceDown]:
    """Sources that are down and that an indicator of the moment is made of, each once."""
    told = set[str]()
    for indicator in chosen:
        for one in fed[indicator.id]:
            if one.down_since is not None and one.id not in told:
                told.add(one.id)
                yield _source_down(one, one.down_since, indicator.id, now, zone)


def _source_down(
    one: SourceState, since: datetime, card: str, now: datetime, zone: ZoneInfo
) -> SourceDown:
    return SourceDown(
        card=card,
        id=one.id,
        name=one.name,
        since=since,
        since_clock=_clock(since, zone),
        beyond_budget=(now - since).total_seconds() > one.budget,
        origin=one.origin,
    )


def _kiosks(zone: ZoneInfo) -> KiosksSilent | None:
    """Their silence is in real time; a demonstration's clock does not touch it."""
    found = kiosks.silent()
    if found is None:
        return None
    since = _clock(found.since, zone)
    return KiosksSilent(count=found.count, of=found.of, name=found.name, since_clock=since)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    """Hour and minute on the city's clock: the same in every language."""
    return f"{at.astimezone(zone):%H:%M}"
