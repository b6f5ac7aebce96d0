"""The page of one incident: what is known, and what whoever runs it may do now."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.identity.policies import OFFICE_ROLES, ROOM_ROLES, may
from simin.domains.incidents import queries
from simin.domains.incidents.cards import card_id
from simin.domains.incidents.channel import DESK
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.states import REOPENABLE, State
from simin.kit.errors import RejectedError
from simin.web.access import allow, roles_held
from simin.web.card.vocabulary import STATES
from simin.web.desk.moment import city_time
from simin.web.incidents.acts import ACTS, do
from simin.web.incidents.changing import changeable
from simin.web.incidents.facts import facts
from simin.web.incidents.lines import IncidentLine
from simin.web.incidents.new import choices
from simin.web.incidents.panels import ahead, panels
from simin.web.incidents.typed import Filled, new_key, posted
from simin.web.presentation.city import district_names

FIELDS = (
    "text", "state", "seen", "key", "unit", "other", "back", "kind", "points", "metres", "version",
    "severity", "urgency", "certainty", "district", "address", "longitude", "latitude", "home",
    "revision",
)  # fmt: skip


def found(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """404 with a way back."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownIncidentError:
            return render(request, "incidents/missing.html", status=404)

    return looked


@allow(*OFFICE_ROLES)
@require_safe
@found
def page(request: HttpRequest, number: str) -> HttpResponseBase:
    """``?part=timeline``: the timeline alone, which keeps itself fresh."""
    if request.GET.get("part") == "timeline":
        return render(request, "incidents/parts/timeline.html", _panels(request, number, ""))
    return _shown(request, number, Filled({}))


@allow(*ROOM_ROLES)
@require_POST
@found
def act(request: HttpRequest, number: str, what: str) -> HttpResponseBase:
    """Do it, or show the page again with what was typed and why not.

    A form that was sent twice was done once: what it asked for stands in the timeline.
    """
    queries.incident(number)
    typed = posted(request, *FIELDS)
    typed.told["act"] = what
    key = asked(typed.told)
    try:
        if what not in ACTS:
            raise RejectedError("state", _("There is no such act."))
        if not (key and queries.was_told(number, source=DESK, external_id=key)):
            do(request, number, what, {**typed.told, "key": key})
    except RejectedError as error:
        typed.refused(error)
        return _shown(request, number, typed, status=typed.status)
    messages.success(request, _("Done."), extra_tags="desk")
    back = typed.told["back"]
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back) if back and inside else redirect("incident", number)


def asked(told: Mapping[str, str]) -> str:
    """The key of a form together with what it asks for: all forms of a page share one, and a page
    that stays open asks for several things. Empty without a key."""
    if not told["key"]:
        return ""
    return hashlib.sha256(
        "\0".join(f"{name}={told[name]}" for name in sorted(told)).encode()
    ).hexdigest()


def _panels(request: HttpRequest, number: str, key: str) -> dict[str, Any]:
    may_act = may(roles_held(request), ROOM_ROLES)
    return panels(queries.incident(number), may_act=may_act, key=key)


def _looked_at(revision: int, told: Mapping[str, Any], typed: Filled) -> dict[str, Any]:
    """The versions in the forms: as posted while something else is wrong, the newest where both
    are shown. Whoever corrects a word has not looked at what somebody else did meanwhile.
    """
    posted = typed.told if typed.faults and "stale" not in typed.faults else {}
    act = posted.get("act")
    return {
        "revision": posted["revision"] if act == "change" else revision,
        "area_versions": posted["version"] if act == "area" else told["area_versions"],
    }


def _shown(request: HttpRequest, number: str, typed: Filled, status: int = 200) -> HttpResponseBase:
    incident, time = queries.incident(number), city_time()
    districts = district_names()
    key = typed.told.get("key") or new_key()
    told = _panels(request, number, key)
    told |= {
        "line": IncidentLine(incident, districts.get(incident.district, ""), time),
        "facts": facts(incident, time),
        "typed": typed,
        "steps": [(state, str(STATES[state])) for state in ahead(incident)],
        "may_reopen": incident.state in REOPENABLE,
        "merged": incident.state == State.MERGED,
        "reports": queries.reports(number),
        **_looked_at(incident.revision, told, typed),
        "change": typed if typed.told.get("act") == "change" else changeable(incident),
        "card_id": card_id(number),
        **choices(),
    }
    return render(request, "incidents/one.html", told, status=status)
