"""What stands around an incident is looked up when it is told of, and when its place is told anew.

Only of those that people here deal with or that the whole city hears of: of thousands that are
replayed nobody asks. Of somebody's home it is measured from the middle of its cell, since cards
show it and distances to three known places are a point.
"""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services
from simin.domains.incidents.events import IncidentChanged, IncidentEvent, IncidentReported
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.kit.cell import cell
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (IncidentReported, IncidentChanged)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, IncidentEvent):
        return
    incident = incidents.incident(event.incident)
    asked = event.major or incident.origin == Origin.MEASURED
    if not asked or incident.closed_at is not None:
        return
    if incident.longitude is None or incident.latitude is None:
        return
    now = clock.now()
    told = Told(at=now, actor={}, origin=Origin(incident.origin), received_at=now)
    found = incidents.nearest_to(*_from(incident), kind=incident.kind_id)
    services.keep_surroundings(incident.id, found, told=told)


def _from(incident: Incident) -> tuple[float, float]:
    assert incident.longitude is not None and incident.latitude is not None
    point = (incident.longitude, incident.latitude)
    return cell(*point) if incident.home else point
