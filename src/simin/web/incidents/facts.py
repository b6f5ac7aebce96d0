"""The facts of an incident as its page lists them; times apart from one another."""

from django.utils.translation import gettext as _

from simin.domains.incidents.queries import Incident
from simin.web.incidents.vocabulary import CERTAINTIES, CHANNELS, URGENCIES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import to_the_second
from simin.web.presentation.times import CityTime
from simin.workflows import alert_becomes_incident


def facts(incident: Incident, time: CityTime) -> list[tuple[str, str]]:
    """Name and words; what is not known is left out."""
    at = (_moment(incident, name, time) for name in ("occurred_at", "detected_at", "reported_at"))
    occurred, detected, reported = at
    told = [
        (_("Happened"), occurred),
        (_("Detected"), detected),
        (_("Reported"), reported),
        (_("Reached"), _reached(incident, time)),
        (_("Ended"), _moment(incident, "closed_at", time)),
        (_("Told by"), _told_by(incident)),
        (_("Responsible"), in_words(incident.agency)),
        (_("Urgency"), str(URGENCIES.get(incident.urgency, ""))),
        (_("Certainty"), str(CERTAINTIES.get(incident.certainty, ""))),
        (_("Point"), _point(incident)),
    ]
    return [(name, words) for name, words in told if words]


def _moment(incident: Incident, name: str, time: CityTime) -> str:
    at = getattr(incident, name)
    return time.clock(at) if at else ""


def _reached(incident: Incident, time: CityTime) -> str:
    if incident.arrived_at is None or incident.response_seconds is None:
        return ""
    took, target = to_the_second(incident.response_seconds), incident.kind.target_seconds
    clock = time.clock(incident.arrived_at)
    if target is None:
        return _("%(clock)s, after %(took)s") % {"clock": clock, "took": took}
    facts = {"clock": clock, "took": took, "target": to_the_second(target)}
    return _("%(clock)s, after %(took)s (target %(target)s)") % facts


def _told_by(incident: Incident) -> str:
    if incident.channel:
        return str(CHANNELS[incident.channel])
    if incident.source == alert_becomes_incident.SOURCE:
        return _("Alert %(number)s") % {"number": incident.external_id}
    return f"{incident.source} {incident.external_id}"


def _point(incident: Incident) -> str:
    if incident.longitude is None or incident.latitude is None:
        return ""
    return f"{incident.longitude:.5f}, {incident.latitude:.5f}"
