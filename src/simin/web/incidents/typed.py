"""What people typed into the forms of incidents, as it was typed and as it is meant."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _

from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.domains.incidents.area import Shape, of_geojson, typed_points
from simin.domains.incidents.channel import DESK
from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError, SiminError
from simin.kit.text import Text
from simin.kit.translated import languages, words
from simin.web.access import roles_held
from simin.web.card.vocabulary import STATES
from simin.web.directives.typed import LONGEST, Typed, moment, new_key
from simin.web.incidents.vocabulary import FAULTS, POINTS, STALE
from simin.web.presentation.refusals import CANNOT_BE_DONE, CANNOT_BE_TAKEN

__all__ = ["Filled", "actor_of", "moment", "new_key", "number", "posted", "shape_of", "told_by"]


class Filled(Typed):
    """Fields as strings; what is wrong with them in the words of incidents."""

    def refused(self, error: SiminError) -> None:
        match error:
            case StaleError():
                self.faults["stale"] = str(STALE)
            case WrongTransitionError(current=current, wanted=wanted):
                self.faults["state"] = _cannot(current, wanted)
            case RejectedError(field="points"):
                self.faults["points"] = str(POINTS)
            case RejectedError(field=field):
                self.faults[field] = str(FAULTS.get(field, CANNOT_BE_TAKEN))
            case _:
                self.faults["state"] = str(CANNOT_BE_DONE)

    @property
    def status(self) -> int:
        return 409 if {"stale", "state"} & set(self.faults) else 400


def _cannot(current: str, wanted: str) -> str:
    """Told plainly: from where, to where, and that it does not go."""
    return _("It is “%(now)s”; from there it cannot become “%(wanted)s”.") % {
        "now": STATES.get(current, current),
        "wanted": STATES.get(wanted, wanted),
    }


def posted(request: HttpRequest, *names: str) -> Filled:
    return Filled({name: request.POST.get(name, "")[:LONGEST].strip() for name in names})


def told_by(request: HttpRequest, *, key: str, text: str = "", seen: str | None = None) -> Told:
    """The person at the desk says it now; cards name the office, never the person."""
    assert isinstance(request.user, Account)
    return Told(
        at=city_clock().now(),
        actor=actor_of(request),
        origin=Origin.MEASURED,
        by=request.user.username,
        text=said(text) if text else None,
        source=DESK,
        external_id=key[:80],
        seen=seen,
    )


def said(text: str) -> Text:
    """What a person wrote, in the one language in which they wrote it, for every reader."""
    return dict.fromkeys(languages(), text)


def actor_of(request: HttpRequest) -> Text:
    held = roles_held(request)
    if Role.MAYOR in held:
        return words("Mayor's office")
    if Role.DEPUTY in held:
        return words("Deputy mayor's office")
    return words("Situation room")


def number(field: str, told: str) -> float | None:
    """None for nothing. Raises ``RejectedError`` for what is no number."""
    if not told:
        return None
    try:
        return float(told.replace(",", "."))
    except ValueError as error:
        raise RejectedError(field, "is no number") from error


def optional_moment(field: str, told: str, zone: ZoneInfo) -> datetime | None:
    return moment(field, told, zone) if told else None


def shape_of(told: dict[str, str]) -> Shape:
    """From a kind, points (or GeoJSON) and metres. Raises ``RejectedError`` naming the field."""
    kind, points, metres = told["kind"], told["points"], number("metres", told["metres"])
    if points.startswith("{"):
        drawn = of_geojson(_json(points))
        kind, corners = drawn.kind, drawn.points
    else:
        corners = typed_points(points)
    match kind:
        case "circle":
            return Shape(kind="circle", points=corners[:1], metres=metres or 0)
        case "road":
            return Shape(kind="road", points=corners, metres=metres or 0)
        case "polygon":
            return Shape(kind="polygon", points=corners)
    raise RejectedError("kind", "is no shape")


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise RejectedError("points", "is no JSON") from error
