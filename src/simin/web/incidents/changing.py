"""The form that tells anew what an incident is and where."""

from simin.domains.incidents.queries import Incident
from simin.web.incidents.typed import Filled


def changeable(incident: Incident) -> Filled:
    """As it stands."""
    plain = ("severity", "urgency", "certainty", "district", "address")
    told = {name: str(getattr(incident, name)) for name in plain}
    for name in ("longitude", "latitude"):
        value = getattr(incident, name)
        told[name] = "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
    told["home"] = "yes" if incident.home else ""
    told["revision"] = str(incident.revision)
    return Filled(told)
