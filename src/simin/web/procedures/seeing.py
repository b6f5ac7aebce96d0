"""Whose eyes an incident's steps are for; who may not see them learns not even that they are.

Of what is withheld from everyone, only the office and whoever has something to do in it see more.
"""

from simin.domains.identity.policies import OFFICE_ROLES, may
from simin.domains.incidents import cards
from simin.domains.incidents import queries as incidents
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.queries import Incident
from simin.domains.picture.card import Visibility
from simin.domains.procedures import policies, queries
from simin.domains.procedures.policies import Actor


def check_sees(by: Actor, incident_id: str) -> None:
    """Raises ``UnknownIncidentError``, also for what is withheld from this reader."""
    found = incidents.incident(incident_id)
    if may(by.roles, OFFICE_ROLES) or found.drill or not _is_withheld(found):
        return
    reached = queries.reached_by(incident_id)
    steps = queries.steps(incident_id)
    if not any(policies.parties(by, one, reached.get(one.pk, ())) for one in steps):
        raise UnknownIncidentError(f"no incident {incident_id} for this account")


def _is_withheld(incident: Incident) -> bool:
    """As it was reported, or as part of what it turned out to be."""
    for one in (incident, incidents.surviving(incident.id)):
        if cards.release_of(one).visibility is Visibility.WITHHELD:
            return True
    return False
