"""Put the sections together."""

from collections.abc import Callable

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.review import Review, Section
from simin.domains.incidents.states import State
from simin.domains.picture.card import Origin
from simin.domains.procedures import queries as procedures
from simin.workflows.after_action.asked import directed, stepped, warned
from simin.workflows.after_action.course import course, told, units
from simin.workflows.after_action.parts import parts
from simin.workflows.after_action.reach import reach, same_event

#: In the order in which they stand in the report; whoever has more to tell adds a function.
SECTIONS: tuple[Callable[[Incident], Section], ...] = (
    course,
    units,
    stepped,
    directed,
    warned,
    reach,
    same_event,
    told,
)


def review(incident_id: str) -> Review:
    """As it is known now. Raises ``UnknownIncidentError``."""
    incident = incidents.incident(incident_id)
    return Review(
        incident=incident.id,
        title=dict(incident.title),
        drill=incident.drill,
        ended_as="false_alarm" if incident.state == State.FALSE_ALARM else "closed",
        origin=incident.origin,
        sections=tuple(section(incident) for section in SECTIONS),
    )


def worth_keeping(incident: Incident) -> bool:
    """Whether anybody dealt with it: what is only replayed or made up was dealt with elsewhere."""
    ran = any(procedures.run(part) is not None for part in parts(incident))
    if incident.origin == Origin.MEASURED or ran:
        return True
    return any(entry.by for entry in incidents.timeline(incident.id))
