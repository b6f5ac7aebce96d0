"""What every write on an incident does: lock it, add to its timeline, tell the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simin.domains.incidents.errors import StaleError, UnknownIncidentError
from simin.domains.incidents.events import IncidentEvent
from simin.domains.incidents.models import Incident, TimelineEntry
from simin.domains.incidents.report import checked_time
from simin.domains.picture.card import Origin
from simin.kit.clock import city_clock
from simin.kit.outbox import services as outbox
from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who says what, and when; ``received_at`` is when it arrived here."""

    at: datetime
    actor: Text
    origin: Origin
    #: Username of the person, where it is one of the city's.
    by: str = ""
    text: Text | None = None
    source: str | None = None
    external_id: str = ""
    #: The state that whoever says it looked at; None: a channel, which looks at nothing.
    seen: str | None = None
    received_at: datetime = field(default_factory=lambda: city_clock().now())
    #: For those who run the incident: it stands in the timeline, and never in the picture.
    internal: bool = False

    def __post_init__(self) -> None:
        checked_time("at", self.at)


def locked(incident_id: str) -> Incident:
    """The incident, locked until the transaction ends. Raises ``UnknownIncidentError``.

    The turn of the outbox comes before every row: whoever holds it already may lock rows, so
    nobody who holds rows may wait for it.
    """
    outbox.take_turns()
    found = (
        Incident.objects.select_for_update(of=("self",))
        .select_related("kind")
        .filter(id=incident_id)
        .first()
    )
    if found is None:
        raise UnknownIncidentError(f"no incident {incident_id}")
    return found


def living(incident_id: str) -> Incident:
    """The incident, or the one that it was merged into; locked."""
    incident = locked(incident_id)
    return living(incident.merged_into_id) if incident.merged_into_id else incident


def not_stale(incident: Incident, told: Told) -> None:
    """Raises ``StaleError`` where the incident is in another state than was looked at."""
    if told.seen is not None and told.seen != incident.state:
        raise StaleError("state", incident.state)


def entered(incident: Incident, told: Told, *, text: Mapping[str, str], state: str = "") -> None:
    """Add to the timeline; the caller saves the incident, whose times of news move here."""
    TimelineEntry.objects.create(
        incident=incident,
        at=told.at,
        state=state,
        text=dict(text),
        actor=dict(told.actor),
        by=told.by,
        source=told.source or incident.source,
        origin=told.origin,
        external_id=told.external_id,
        internal=told.internal,
    )
    incident.last_at = max(incident.last_at, told.at)
    incident.received_at = max(incident.received_at, told.received_at)


def tell[E: IncidentEvent](
    event: type[E], incident: Incident, *, at: datetime, received_at: datetime, **more: str
) -> None:
    """Append ``event`` about ``incident``."""
    told = event(
        incident=incident.id,
        kind=incident.kind_id,
        district=incident.district or None,
        severity=incident.severity,
        drill=incident.drill,
        at=at,
        recorded_at=_recorded(incident, at),
        **more,
    )
    outbox.append(told, at=received_at)


def _recorded(incident: Incident, at: datetime) -> datetime | None:
    """The original time of ``at``, if the incident is replayed."""
    if incident.recorded_at is None:
        return None
    return incident.recorded_at + (at - incident.reported_at)
