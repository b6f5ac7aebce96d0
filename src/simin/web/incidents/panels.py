"""What the parts of an incident's page show; the situation room shows the same parts.

Each function gives the context of one template: ``incidents/parts/NAME.html``. The parts that have
forms need ``key`` and ``may_act`` beside it, and post to the desk's own addresses; ``back`` says to
which page they return.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.domains.incidents import queries
from simin.domains.incidents.impact import Impact, People
from simin.domains.incidents.nearest import Found
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.states import State
from simin.domains.incidents.units import UnitState
from simin.web.card.vocabulary import UNIT_STATES
from simin.web.desk.moment import city_time
from simin.web.incidents.likeness import alike
from simin.web.incidents.moments import moments
from simin.web.incidents.vocabulary import SHAPES
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import iso
from simin.web.warnings.area_map import area_map

#: How much of the city is drawn around an impact area at least, in units of its drawing.
CLOSE = 120.0
#: Lines of the timeline on a page.
MOMENTS = 200


def panels(incident: Incident, *, may_act: bool, key: str = "", back: str = "") -> dict[str, Any]:
    """All of them at once."""
    return {
        "incident": incident,
        "may_act": may_act,
        "key": key,
        "back": back,
        **nearest(incident),
        **impact(incident),
        **duplicates(incident),
        **timeline(incident),
        **units(incident),
    }


def nearest(incident: Incident) -> dict[str, Any]:
    """``incidents/parts/nearest.html``: what of each sort is near; asked now where nobody has."""
    placed = incident.longitude is not None and incident.latitude is not None
    found = queries.surroundings(incident.id) or queries.nearest(incident) if placed else []
    return {"placed": placed, "nearest": [_sort(one) for one in found]}


def _sort(found: Found) -> dict[str, Any]:
    near = [
        {
            "name": in_words(place.name),
            "metres": figure(place.metres),
            "longitude": place.longitude,
            "latitude": place.latitude,
        }
        for place in found.places
    ]
    return {
        "role": found.role,
        "name": in_words(found.name),
        "icon": found.icon,
        "within": figure(found.within),
        "dataset": found.dataset,
        "unknown": found.unknown,
        "places": near,
    }


def impact(incident: Incident) -> dict[str, Any]:
    """``incidents/parts/impact.html``: where it reaches, and who and what is inside."""
    area = queries.area(incident.id)
    shapes = {"area_shapes": [(name, str(words)) for name, words in SHAPES.items()]}
    if area is None:
        return {"area": None, "area_versions": 0, "area_points": _here(incident), **shapes}
    shape, time = queries.shape(area), city_time()
    corners = [list(shape.geometry.exterior.coords)]
    figures = queries.figures(area)
    return {
        **shapes,
        "area": area,
        "area_points": "\n".join(f"{x:.6f}, {y:.6f}" for x, y in shape.points),
        "area_versions": area.version,
        "area_kind": str(SHAPES[shape.kind]),
        "area_size": _size(shape.square_metres),
        "area_at": time.clock(area.at),
        "area_by": in_words(area.actor),
        "area_drawn": area_map({"polygons": corners}, least=CLOSE),
        "people": people_sentences(figures.people) if figures and figures.people else [],
        "people_known": bool(figures and figures.people),
        "inside": _inside(figures),
    }


def _here(incident: Incident) -> str:
    """Where a circle begins: at the incident."""
    if incident.longitude is None or incident.latitude is None:
        return ""
    return f"{incident.longitude:.6f}, {incident.latitude:.6f}"


def people_sentences(people: People) -> list[str]:
    """The figure, how it was made, and how sure it is."""
    about = _("About %(people)s people") % {"people": figure(people.about)}
    of = (
        ngettext("residents of %(count)d dong", "residents of %(count)d dong", people.parts)
        if people.of == "dong"
        else ngettext(
            "residents of %(count)d district", "residents of %(count)d districts", people.parts
        )
    ) % {"count": people.parts}
    sentences = [_("%(about)s, from the %(of)s, weighted by area.") % {"about": about, "of": of}]
    bounds = {"least": figure(people.least), "most": figure(people.most)}
    sentences.append(
        _("Certain is only that it is between %(least)s and %(most)s: who lives in which part of a "
          "dong is not known, and who is there now is not counted.") % bounds
    )  # fmt: skip
    if people.outside:
        share = {"share": people.outside}
        sentences.append(_("%(share)s %% of the area lies where no residents are known.") % share)
    return sentences


def _size(square_metres: float) -> str:
    if square_metres < 100_000:
        return _("%(size)s m²") % {"size": figure(square_metres)}
    return _("%(size)s km²") % {"size": figure(square_metres / 1e6, 2)}


def _inside(figures: Impact | None) -> list[dict[str, Any]]:
    if figures is None:
        return []
    return [
        {
            "name": in_words(one.name),
            "count": figure(one.count),
            "some": ", ".join(one.some) + (" …" if one.count > len(one.some) > 0 else ""),
        }
        for one in figures.facilities
    ]


def duplicates(incident: Incident) -> dict[str, Any]:
    """``incidents/parts/duplicates.html``: what may be the same, and what was found to be."""
    survivor = incident.merged_into_id
    return {
        "proposals": [alike(one) for one in queries.proposals(incident)],
        "joined": [
            {
                "number": one.incident.id,
                "title": in_words(one.incident.title),
                "can_separate": one.merge is not None,
            }
            for one in queries.joined(incident.id)
        ],
        "survivor": survivor or "",
        "limits": queries.limits_of(incident),
    }


def timeline(incident: Incident) -> dict[str, Any]:
    """``incidents/parts/timeline.html``: everything that was told, the newest first."""
    return {"moments": moments(incident, city_time())[:MOMENTS]}


def units(incident: Incident) -> dict[str, Any]:
    """``incidents/parts/units.html``: who is on it, what each may do next, who can be sent."""
    time = city_time()
    on_it = [
        {
            "id": one.unit_id,
            "name": in_words(one.unit.name),
            "state": one.state,
            "state_name": str(UNIT_STATES[one.state]),
            "since": time.clock(one.since),
            "since_iso": iso(one.since),
            "next": _next(one.state),
        }
        for one in queries.units(incident.id)
    ]
    ended = incident.closed_at is not None
    free = [] if ended else queries.units_to_send(incident)
    return {
        "units": on_it,
        "free_units": [(one.id, in_words(one.name)) for one in free],
        "ended": ended,
    }


def _next(state: str) -> Sequence[tuple[str, str]]:
    """States that a unit may go to; a released one may be ordered again."""
    states = [str(one) for one in UnitState]
    ahead = (
        [UnitState.ORDERED] if state == UnitState.RELEASED else states[states.index(state) + 1 :]
    )
    return [(str(one), str(UNIT_STATES[one])) for one in ahead]


def ahead(incident: Incident) -> list[str]:
    """States of its path that it can go to."""
    path = incident.kind.states
    if incident.state not in path or incident.state == State.CLOSED:
        return []
    return list(path[path.index(incident.state) + 1 :])
