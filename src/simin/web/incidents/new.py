"""The form by which an operator tells of an incident."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.incidents import queries, services
from simin.domains.incidents.channel import DESK, Channel
from simin.domains.incidents.services import IncidentReport
from simin.domains.picture.card import Origin
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.directives.typed import local_input
from simin.web.incidents.places import located
from simin.web.incidents.typed import (
    Filled,
    actor_of,
    moment,
    new_key,
    number,
    optional_moment,
    posted,
    said,
)
from simin.web.incidents.vocabulary import CERTAINTIES, CHANNELS, GRADES, URGENCIES
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime

FIELDS = (
    "kind", "severity", "urgency", "certainty", "channel", "title", "address", "district",
    "longitude", "latitude", "home", "drill", "reported_at", "occurred_at", "detected_at", "text",
    "key",
)  # fmt: skip
LONGEST_TITLE = 200


@allow(*ROOM_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """The same form sent twice is one incident: its key is the incident's own."""
    if request.method != "POST":
        return _form(request, _usual())
    typed = posted(request, *FIELDS)
    try:
        number = services.report(_report(request, typed, city_time()))
    except RejectedError as error:
        typed.refused(error)
        return _form(request, typed, status=400)
    messages.success(request, _("Incident %(number)s is on the list.") % {"number": number})
    return redirect("incident", number)


def _usual() -> Filled:
    time = city_time()
    told = dict.fromkeys(FIELDS, "") | {
        "severity": "moderate",
        "urgency": "immediate",
        "certainty": "observed",
        "channel": Channel.OPERATOR.value,
        "reported_at": local_input(time.now, time.zone),
        "key": new_key(),
    }
    return Filled(told)


def _report(request: HttpRequest, typed: Filled, time: CityTime) -> IncidentReport:
    told = typed.told
    point = _point(told)
    where = located(told["address"], district=told["district"], point=point)
    if point is None and not where.district:
        raise RejectedError("place", "is not known")
    if len(told["title"]) > LONGEST_TITLE:
        raise RejectedError("title", "is too long")
    return IncidentReport(
        source=DESK,
        external_id=(told["key"] or new_key())[:80],
        kind=told["kind"],
        reported_at=_not_ahead(moment("reported_at", told["reported_at"], time.zone), time),
        occurred_at=optional_moment("occurred_at", told["occurred_at"], time.zone),
        detected_at=optional_moment("detected_at", told["detected_at"], time.zone),
        origin=Origin.MEASURED,
        title=said(told["title"]) if told["title"] else None,
        severity=told["severity"],
        urgency=told["urgency"],
        certainty=told["certainty"],
        drill=bool(told["drill"]),
        district=where.district,
        neighbourhood=where.neighbourhood,
        longitude=point[0] if point else None,
        latitude=point[1] if point else None,
        address=told["address"],
        home=bool(told["home"]),
        channel=told["channel"],
        text=said(told["text"]) if told["text"] else None,
        actor=actor_of(request),
        by=request.user.get_username(),
    )


def _point(told: dict[str, str]) -> tuple[float, float] | None:
    longitude, latitude = (number(name, told[name]) for name in ("longitude", "latitude"))
    if (longitude is None) != (latitude is None):
        raise RejectedError("longitude", "longitude and latitude come together")
    return None if longitude is None or latitude is None else (longitude, latitude)


def _not_ahead(at: datetime, time: CityTime) -> datetime:
    """A form knows minutes only; what lies ahead was not reported yet."""
    return min(at, time.now)


def _form(request: HttpRequest, typed: Filled, status: int = 200) -> HttpResponseBase:
    told = {"typed": typed, **choices()}
    return render(request, "incidents/new.html", told, status=status)


def choices() -> dict[str, object]:
    return {
        "kinds": [(kind.id, in_words(kind.name)) for kind in queries.kinds()],
        "severities": [(name, str(words)) for name, words in GRADES.items()],
        "urgencies": [(name, str(words)) for name, words in URGENCIES.items()],
        "certainties": [(name, str(words)) for name, words in CERTAINTIES.items()],
        "channels": [(name, str(words)) for name, words in CHANNELS.items()],
        "districts": list(district_names().items()),
    }
