"""What can be done to an incident from its page, by name."""

from collections.abc import Callable

from django.http import HttpRequest

from simin.domains.incidents import queries, services
from simin.domains.incidents.services import Change, Told
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.web.incidents.typed import actor_of, number, shape_of, told_by

type Fields = dict[str, str]
type Act = Callable[[HttpRequest, str, Fields], object]


def do(request: HttpRequest, incident: str, what: str, fields: Fields) -> None:
    """Raises ``RejectedError`` where the domain refuses."""
    ACTS[what](request, incident, fields)


def _told(request: HttpRequest, fields: Fields) -> Told:
    seen = fields["seen"] or None
    return told_by(request, key=fields["key"], text=fields["text"], seen=seen)


def _advance(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.advance(incident, state=fields["state"], told=_told(request, fields))


def _false_alarm(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.mark_false_alarm(incident, told=_told(request, fields))


def _reopen(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.reopen(incident, told=_told(request, fields))


def _note(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.note(incident, told=told_by(request, key=fields["key"], text=fields["text"]))


def _assign(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.assign_unit(
        incident,
        unit=fields["unit"],
        at=city_clock().now(),
        actor=actor_of(request),
        by=request.user.get_username(),
    )


def _move_unit(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.set_unit_state(
        incident,
        unit=fields["unit"],
        state=fields["state"],
        seen=fields["seen"] or None,
        at=city_clock().now(),
        actor=actor_of(request),
        by=request.user.get_username(),
    )


def _merge(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.merge(incident, duplicate=_other(fields), told=_told(request, fields))


def _separate(request: HttpRequest, incident: str, fields: Fields) -> None:
    """Of a form sent twice the second finds it done."""
    part = queries.incident(_other(fields))
    if part.merged_into_id is not None:
        services.unmerge(part.id, told=_told(request, fields))


def _keep_apart(request: HttpRequest, incident: str, fields: Fields) -> None:
    services.keep_apart(incident, other=_other(fields), told=_told(request, fields))


def _change(request: HttpRequest, incident: str, fields: Fields) -> None:
    revision = fields["revision"]
    change = Change(
        severity=fields["severity"],
        urgency=fields["urgency"],
        certainty=fields["certainty"],
        district=fields["district"],
        address=fields["address"],
        longitude=number("longitude", fields["longitude"]),
        latitude=number("latitude", fields["latitude"]),
        home=bool(fields["home"]),
    )
    told = told_by(request, key=fields["key"])
    revised = int(revision) if revision.isdecimal() else 0
    services.amend(incident, change, revision=revised, told=told)


def _draw(request: HttpRequest, incident: str, fields: Fields) -> None:
    """Who and what is inside is counted now, and kept as it was counted."""
    shape = shape_of(fields)
    shape.check()
    version = fields["version"]
    services.draw_area(
        incident,
        shape,
        figures=queries.impact(shape),
        seen=int(version) if version.isdecimal() else None,
        told=told_by(request, key=fields["key"]),
    )


def _other(fields: Fields) -> str:
    if not fields["other"]:
        raise RejectedError("other", "is missing")
    return fields["other"][:20]


ACTS: dict[str, Act] = {
    "advance": _advance,
    "false-alarm": _false_alarm,
    "reopen": _reopen,
    "note": _note,
    "assign": _assign,
    "unit": _move_unit,
    "merge": _merge,
    "separate": _separate,
    "keep-apart": _keep_apart,
    "change": _change,
    "area": _draw,
}
