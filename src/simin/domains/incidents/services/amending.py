"""What an incident is and where is told anew, by whoever saw how it stood."""

from dataclasses import dataclass, fields

from django.db import transaction

from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.domains.incidents.events import IncidentChanged
from simin.domains.incidents.grades import Severity
from simin.domains.incidents.models import Incident
from simin.domains.incidents.report import check_grades, check_point
from simin.domains.incidents.services.counters import kept
from simin.domains.incidents.services.record import Told, entered, living, locked, tell
from simin.domains.incidents.services.reporting import index
from simin.domains.incidents.states import State
from simin.domains.incidents.words import GRADES
from simin.domains.places import queries as places
from simin.kit.errors import RejectedError
from simin.kit.translated import words


@dataclass(frozen=True, kw_only=True)
class Change:
    """All of what can be changed, as it is to stand."""

    severity: str
    urgency: str
    certainty: str
    district: str
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    home: bool = False


@transaction.atomic
def amend(incident_id: str, change: Change, *, revision: int, told: Told) -> bool:
    """False where it stands so already. Raises ``StaleError`` for an older ``revision``."""
    incident = locked(incident_id)
    if incident.state == State.MERGED:
        reason = f"it is part of {incident.merged_into_id}"
        raise WrongTransitionError(incident.state, "changed", reason)
    if incident.revision != revision:
        raise StaleError("revision", str(incident.revision))
    _check(change)
    changed = [name for name, value in vars(change).items() if getattr(incident, name) != value]
    if not changed:
        return False
    with kept(incident):
        text = _sentence(incident, change, changed)
        for name in changed:
            setattr(incident, name, getattr(change, name))
        incident.revision += 1
        entered(incident, told, text=text)
    if {"address", "home", "district"} & set(changed):
        index(incident)
    names = ",".join(changed)
    tell(IncidentChanged, incident, at=told.at, received_at=told.received_at, fields=names)
    return True


@transaction.atomic
def worsen(incident_id: str, *, severity: str, told: Told) -> bool:
    """It is at least so grave; false where it was so already, or is over. A person lowers it."""
    incident = living(incident_id)
    if incident.closed_at or Severity(severity).rank >= Severity(incident.severity).rank:
        return False
    standing = {each.name: getattr(incident, each.name) for each in fields(Change)}
    change = Change(**{**standing, "severity": severity})
    return amend(incident.id, change, revision=incident.revision, told=told)


def _check(change: Change) -> None:
    check_grades(change.severity, change.urgency, change.certainty)
    check_point(change.longitude, change.latitude)
    if change.district and change.district not in {one.id for one in places.districts()}:
        raise RejectedError("district", f"{change.district!r} is no district of this city")


def _sentence(incident: Incident, change: Change, changed: list[str]) -> dict[str, str]:
    """An address is never in the timeline, which cards show."""
    if "severity" in changed:
        return words(
            "Severity changed from {before} to {now}",
            before=GRADES[incident.severity](),
            now=GRADES[change.severity](),
        )
    if {"district", "address", "longitude", "latitude", "home"} & set(changed):
        return words("The place was told more exactly")
    return words("Urgency and certainty changed")
