"""When what began, against the city's own targets; and who was on it."""

from datetime import datetime

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.review import Line, Section
from simin.domains.incidents.states import FINAL
from simin.domains.incidents.units import UnitState
from simin.kit.translated import words
from simin.workflows.after_action.parts import parts
from simin.workflows.after_action.wording import clock, line, same, span


def course(incident: Incident) -> Section:
    """Each state of its path: when, how long after the report and after the step before."""
    began = _began(incident)
    return Section(
        id="course",
        title=words("Course"),
        sentences=_response(incident),
        columns=(
            words("Step"),
            words("Time"),
            words("After the report"),
            words("After the step before"),
        ),
        lines=tuple(_lines(incident, began)),
        missed=tuple(_missed(incident, began)),
    )


def _began(incident: Incident) -> dict[str, datetime]:
    """State to when it first began; of it and of what was merged into it."""
    began: dict[str, datetime] = {}
    for entry in incidents.timeline(incident.id):
        own = entry.incident_id == incident.id
        if entry.state and (own or entry.state not in FINAL):
            began.setdefault(entry.state, entry.at)
    return began | {"reported": incident.reported_at}


def _lines(incident: Incident, began: dict[str, datetime]) -> list[Line]:
    found, before = [], incident.reported_at
    path = [*incident.kind.states, *(state for state in began if state not in incident.kind.states)]
    for state in path:
        at = began.get(state)
        late = state == "arrived" and _late(incident)
        after = (at - incident.reported_at).total_seconds() if at else None
        step = (at - before).total_seconds() if at else None
        name = dict(incidents.state_name(state))
        found.append(line(name, clock(at), span(after), span(step), missed=late))
        before = at or before
    return found


def _late(incident: Incident) -> bool:
    took, target = incident.response_seconds, incident.kind.target_seconds
    return took is not None and target is not None and took > target


def _response(incident: Incident) -> tuple[dict[str, str], ...]:
    target = incident.kind.target_seconds
    if incident.response_seconds is None or target is None:
        return ()
    took = {"took": span(incident.response_seconds), "target": span(target)}
    return (words("Reached {took} after the report; the target is {target}.", **took),)


def _missed(incident: Incident, began: dict[str, datetime]) -> list[dict[str, str]]:
    missed = []
    if _late(incident):
        over = (incident.response_seconds or 0) - (incident.kind.target_seconds or 0)
        missed.append(words("It was reached {over} later than the target.", over=span(over)))
    closed = incident.state == "closed"
    if closed and "arrived" in incident.kind.states and incident.arrived_at is None:
        missed.append(words("It is not recorded when somebody arrived."))
    grave = incident.severity in ("extreme", "severe")
    if closed and grave and incidents.area(incident.id) is None:
        missed.append(words("It was grave, and nobody drew how far it reached."))
    return missed


def units(incident: Incident) -> Section:
    """Each unit: when it was ordered, set out, arrived, worked and was free again."""
    moved: dict[str, dict[str, datetime]] = {}
    names = {}
    moves = [move for part in parts(incident) for move in incidents.unit_moves(part)]
    for move in sorted(moves, key=lambda move: move.at):
        moved.setdefault(move.unit_id, {}).setdefault(move.state, move.at)
        names[move.unit_id] = dict(move.unit.name)
    states = list(UnitState)
    lines = [
        line(names[unit], *(clock(times.get(state)) for state in states), missed=_idle(times))
        for unit, times in moved.items()
    ]
    absent = [names[unit] for unit, times in moved.items() if _idle(times)]
    return Section(
        id="units",
        title=words("Units"),
        columns=(
            words("Unit"),
            words("Ordered"),
            words("Set out"),
            words("Arrived"),
            words("At work"),
            words("Free again"),
        ),
        lines=tuple(lines),
        missed=tuple(words("{unit} was ordered and never arrived.", unit=unit) for unit in absent),
        empty=words("No unit was sent."),
    )


def _idle(times: dict[str, datetime]) -> bool:
    return "ordered" in times and not {"arrived", "operating"} & set(times)


def told(incident: Incident) -> Section:
    """The whole timeline, in the order of time."""
    lines = [
        line(clock(entry.at), dict(entry.text), dict(entry.actor), _from(entry, incident))
        for entry in incidents.timeline(incident.id)
    ]
    columns = (words("Time"), words("What"), words("Who"), words("Source"))
    return Section(id="told", title=words("Timeline"), columns=columns, lines=tuple(lines))


def _from(entry: incidents.TimelineEntry, incident: Incident) -> dict[str, str]:
    """Which part of the product wrote it, or the incident that it came from by merging."""
    if entry.incident_id != incident.id:
        return same(entry.incident_id)
    return _sources().get(entry.source) or same(entry.source)


def _sources() -> dict[str, dict[str, str]]:
    return {
        "desk": words("Desk"),
        "situation-room": words("Situation room"),
        "procedure": words("Procedure"),
        "alerts": words("Alert rules"),
        "field": words("The field"),
        "drill": words("Drill"),
        "public-warnings": words("Warnings to the public"),
    }


def ended(incident: Incident) -> bool:
    return incident.state in FINAL
