"""The trust marks of incidents and of the stage."""

from datetime import datetime, timedelta

from simin.domains.incidents.models import Incident
from simin.domains.observations import queries as observations
from simin.domains.observations.badges import badges
from simin.domains.observations.finding import Finding
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Freshness, Origin, Trust, Words
from simin.kit.translated import words


class Sources:
    """Sources of incidents and what speaks against them, each asked for once."""

    def __init__(self) -> None:
        self._states: dict[str, SourceState | None] = {}
        self._findings: dict[str, list[Finding]] = {}

    def state(self, source: str) -> SourceState | None:
        """None of what the city tells itself."""
        if source not in self._states:
            self._states[source] = observations.sources([source]).get(source)
        return self._states[source]

    def findings(self, source: str) -> list[Finding]:
        """Of the source as a whole."""
        if source not in self._findings:
            found = observations.findings([source])
            self._findings[source] = [one for one in found if not one.family]
        return self._findings[source]


def incident_trust(incident: Incident, now: datetime, sources: Sources) -> Trust:
    """How far the incident's state can be trusted at ``now``; one that has ended is not doubted."""
    source = sources.state(incident.source)
    doubts = sources.findings(incident.source) if incident.closed_at is None else []
    return Trust(
        source=incident.source,
        source_name=source.name if source else _own(incident.source),
        origin=Origin(incident.origin),
        freshness=_freshness(incident, source, now),
        phenomenon_time=incident.last_at,
        received_at=incident.received_at,
        recorded_at=incident.recorded_at,
        budget=source.budget if source else None,
        down_since=source.down_since if source else None,
        badges=badges(doubts),
    )


def _own(source: str) -> Words:
    """What the city tells itself."""
    match source:
        case "desk":
            return words("Situation room")
        case "alerts":
            return words("City alerts")
    return {"en": source}


def _freshness(incident: Incident, source: SourceState | None, now: datetime) -> Freshness:
    """An incident that has ended does not age; an open one does when nobody tells of it."""
    if incident.closed_at is not None or source is None:
        return Freshness.LIVE
    if source.down_since is not None:
        return Freshness.SOURCE_DOWN
    budget = timedelta(seconds=source.budget)
    age = now - incident.last_at
    if age <= budget:
        return Freshness.LIVE
    return Freshness.LATE if age <= 2 * budget else Freshness.STALE


def stage_trust(assessed_at: datetime, origin: Origin) -> Trust:
    """The stage is computed here; its age is that of the last look at the criteria."""
    return Trust(
        source="city-stage",
        source_name=words("City stage criteria"),
        origin=origin,
        freshness=Freshness.LIVE,
        phenomenon_time=assessed_at,
        received_at=assessed_at,
    )
