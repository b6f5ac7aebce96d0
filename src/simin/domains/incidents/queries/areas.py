"""Impact areas, what was found around an incident, and reports."""

import msgspec

from simin.domains.incidents.area import Shape, shape_of
from simin.domains.incidents.impact import Impact
from simin.domains.incidents.models import AfterAction, ImpactArea, Surroundings, UnitMove
from simin.domains.incidents.nearest import Found
from simin.domains.incidents.review import Review


def areas(incident_id: str) -> list[ImpactArea]:
    """All versions, the newest first."""
    return list(ImpactArea.objects.filter(incident=incident_id).order_by("-version"))


def area(incident_id: str) -> ImpactArea | None:
    """As it stands."""
    return ImpactArea.objects.filter(incident=incident_id).order_by("-version").first()


def shape(area: ImpactArea) -> Shape:
    return shape_of(area.shape)


def figures(area: ImpactArea) -> Impact | None:
    return msgspec.convert(area.figures, Impact) if area.figures else None


def surroundings(incident_id: str) -> list[Found]:
    """What was found nearest; empty before anybody looked."""
    return found_in(Surroundings.objects.filter(incident=incident_id).first())


def found_in(row: Surroundings | None) -> list[Found]:
    return msgspec.convert(row.found, list[Found]) if row else []


def reports(incident_id: str) -> list[AfterAction]:
    """All versions, the newest first."""
    return list(AfterAction.objects.filter(incident=incident_id).order_by("-version"))


def review(report: AfterAction) -> Review:
    return msgspec.convert(report.document, Review)


def unit_moves(incident_id: str) -> list[UnitMove]:
    """Which unit began which state on it and when, the oldest first."""
    return list(UnitMove.objects.filter(incident=incident_id).select_related("unit"))
