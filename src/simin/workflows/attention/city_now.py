"""Gather what the rules of attention look at, from what is kept on write."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import queries as incidents
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.definition import IndicatorDefinition, ScaleDefinition
from simin.domains.indicators.level import Level, level
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Card, Origin, Section, Visibility
from simin.domains.places import queries as places
from simin.workflows.attention.situation import (
    IncidentNow,
    IndicatorNow,
    Situation,
    SourceDown,
    StageNow,
)

#: How far back a very bad value is followed.
LOOKED_BACK = timedelta(hours=24)
_BAD = (Level.BAD, Level.VERY_BAD)


def situation(now: datetime) -> Situation:
    """The city at ``now``, city time."""
    zone = ZoneInfo(places.city().time_zone)
    chosen = [one for one in indicators.indicators() if one.section is Section.NOW]
    return Situation(
        now=now,
        stage=_stage(incident_cards.stage_card(now)),
        incidents=tuple(_incidents(now, zone)),
        indicators=tuple(_indicators([one for one in chosen if one.levels], now)),
        sources=tuple(_sources_down(chosen, now, zone)),
    )


def _stage(card: Card) -> StageNow:
    return StageNow(
        level=card.body["level"],
        name=card.body["name"],
        since=datetime.fromisoformat(card.body["since"]),
        reasons=tuple(reason["text"] for reason in card.body["reasons"]),
        origin=card.trust.origin,
    )


def _incidents(now: datetime, zone: ZoneInfo) -> Iterator[IncidentNow]:
    """A drill needs nobody's attention but that of those who drill."""
    for one in incidents.open_incidents():
        if one.drill:
            continue
        public = incident_cards.release_of(one).visibility is Visibility.PUBLIC
        yield IncidentNow(
            card=incident_cards.card_id(one.id),
            title=one.title if public else one.kind.name,
            severity=one.severity,
            reported_at=one.reported_at,
            reported_clock=_clock(one.reported_at, zone),
            arrived=one.arrived_at is not None or not _awaits_arrival(one.state, one.kind.states),
            target_seconds=one.kind.target_seconds,
            origin=Origin(one.origin),
        )


def _awaits_arrival(state: str, path: Sequence[str]) -> bool:
    """Whether the incident stands before its path's arrival; a channel may skip telling of it."""
    return "arrived" in path and path.index(state) < path.index("arrived")


def _indicators(chosen: Sequence[IndicatorDefinition], now: datetime) -> Iterator[IndicatorNow]:
    standing, scales = indicators.standing(one.id for one in chosen), indicators.scales()
    for one in chosen:
        said = standing[one.id]
        known = [
            found for _, found in said.districts.values() if found not in (None, Level.UNKNOWN)
        ]
        very_bad = said.level is Level.VERY_BAD
        if not very_bad and not any(found in _BAD for found in known):
            continue
        yield IndicatorNow(
            card=one.id,
            name=one.name,
            level=said.level or Level.UNKNOWN,
            hours_very_bad=_hours(one, scales[one.levels or ""], now) if very_bad else 0,
            districts_bad=sum(found in _BAD for found in known),
            districts_known=len(known),
            origin=_origin(one),
        )


def _hours(one: IndicatorDefinition, scale: ScaleDefinition, now: datetime) -> int:
    """Whole hours up to now in which the indicator was very bad without a break."""
    past = indicators.history(one.id, now - LOOKED_BACK, now)
    newest_first = (level(moment.figures.value, scale) for moment in reversed(past))
    return sum(1 for _ in takewhile(lambda found: found is Level.VERY_BAD, newest_first))


def _origin(one: IndicatorDefinition) -> Origin:
    origins = {source.origin for source in indicators.lineage(one.id).sources}
    return furthest(origins)


def furthest(origins: set[Origin]) -> Origin:
    """The origin that is furthest from the world."""
    order = (Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC)
    return max(origins, key=order.index, default=Origin.MEASURED)


def _sources_down(
    chosen: Sequence[IndicatorDefinition], now: datetime, zone: ZoneInfo
) -> Iterator[SourceDown]:
    """Sources that are down and that an indicator of the moment is made of."""
    down = {one.id: one for one in observations.sources().values() if one.down_since}
    if not down:
        return
    for indicator in chosen:
        for one in indicators.lineage(indicator.id).sources:
            if down.pop(one.id, None) and one.down_since:
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


def _clock(at: datetime, zone: ZoneInfo) -> str:
    """Hour and minute on the city's clock: the same in every language."""
    return f"{at.astimezone(zone):%H:%M}"
