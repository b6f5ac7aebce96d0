"""Draw where an incident reaches; every version is kept."""

from collections.abc import Sequence

import msgspec
from django.db import transaction

from simin.domains.incidents.area import Shape
from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.domains.incidents.events import ImpactAreaDrawn, IncidentNoted
from simin.domains.incidents.impact import Impact
from simin.domains.incidents.models import ImpactArea, Surroundings
from simin.domains.incidents.nearest import Found
from simin.domains.incidents.services.record import Told, entered, locked, tell
from simin.domains.incidents.states import State
from simin.kit.translated import words


@transaction.atomic
def draw_area(
    incident_id: str, shape: Shape, *, figures: Impact | None, seen: int | None, told: Told
) -> int:
    """The version. ``seen``: the version that was looked at; the same shape again is the same."""
    shape.check()
    incident = locked(incident_id)
    if incident.state == State.MERGED:
        reason = f"it is part of {incident.merged_into_id}"
        raise WrongTransitionError(incident.state, "drawn", reason)
    last = ImpactArea.objects.filter(incident=incident).order_by("-version").first()
    plain = msgspec.to_builtins(shape)
    if last is not None and last.shape == plain:
        return last.version
    number = last.version if last else 0
    if seen is not None and seen != number:
        raise StaleError("area", str(number))
    ImpactArea.objects.create(
        incident=incident,
        version=number + 1,
        at=told.at,
        actor=dict(told.actor),
        by=told.by,
        shape=plain,
        figures=msgspec.to_builtins(figures) if figures else None,
    )
    entered(incident, told, text=_sentence(number + 1, figures))
    incident.save(update_fields=["last_at", "received_at"])
    version = str(number + 1)
    tell(ImpactAreaDrawn, incident, at=told.at, received_at=told.received_at, version=version)
    return number + 1


def _sentence(version: int, figures: Impact | None) -> dict[str, str]:
    if figures is None or figures.people is None:
        return words("Impact area drawn (version {version})", version=version)
    about = f"{figures.people.about:,}"
    return words(
        "Impact area drawn (version {version}): about {people} people inside",
        version=version,
        people=about,
    )


@transaction.atomic
def keep_surroundings(incident_id: str, found: Sequence[Found], *, told: Told) -> None:
    """What is nearest, in place of what was known of it before."""
    incident = locked(incident_id)
    plain = msgspec.to_builtins(list(found))
    fields = {"at": told.at, "found": plain}
    row, new = Surroundings.objects.get_or_create(incident=incident, defaults=fields)
    if not new and row.found == plain:
        return
    Surroundings.objects.filter(pk=row.pk).update(**fields)
    tell(IncidentNoted, incident, at=told.at, received_at=told.received_at)
