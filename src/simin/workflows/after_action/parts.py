"""An incident and what turned out to be the same one: what was done for either was done for it."""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident


def parts(incident: Incident) -> tuple[str, ...]:
    """Its number, then those of what was merged into it."""
    return (incident.id, *(one.incident.id for one in incidents.joined(incident.id)))
