"""Look at the stage; set it by hand with a reason and an end; take that back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from simin.domains.identity.policies import DESK_ROLES, STAGE_ROLES, may
from simin.domains.incidents import queries, services
from simin.domains.incidents.errors import StaleStageError
from simin.domains.incidents.services import Setter, Wanted
from simin.domains.places import queries as places
from simin.kit.errors import RejectedError, SiminError
from simin.web.access import allow, roles_held
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.directives.typed import Typed, local_input, moment, new_key, posted
from simin.web.own_office import own_office
from simin.web.presentation.numbers import in_words
from simin.web.stage.history import found_of, history

LANGUAGES = {"ko": "한국어", "en": "English"}
FIELDS = ("level", "until", "key", "seen")
#: What the form offers at first.
USUAL = timedelta(hours=3)

FAULTS: dict[str, Promise] = {
    "level": gettext_lazy("Choose one of the five levels."),
    "reason": gettext_lazy("Say why in at least one language, in at most 500 characters."),
    "seen": gettext_lazy(
        "Somebody changed the stage meanwhile: this is how it stands now. Look, and send it again."
    ),
}


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    return _shown(request, Typed({}))


@allow(*STAGE_ROLES)
@require_POST
def override(request: HttpRequest) -> HttpResponseBase:
    """What was typed stays where something is wrong, or where somebody else was faster."""
    reasons = [f"reason-{code}" for code in places.city().languages]
    typed = posted(request, *FIELDS, *reasons)
    time = city_time()
    try:
        services.override_stage(_wanted(typed), by=_setter(request), at=time.now)
    except RejectedError as error:
        return _refused(request, typed, error)
    messages.success(request, _("The stage is set."), extra_tags="desk")
    return redirect("stage")


@allow(*STAGE_ROLES)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponseBase:
    typed, who = posted(request, "seen"), _setter(request)
    seen, at = _number(typed.told["seen"]) or 0, city_time().now
    try:
        ended = services.withdraw_stage(seen=seen, by=who.username, roles=who.roles, at=at)
    except StaleStageError as error:
        return _refused(request, typed, error)
    said = _("The computed stage stands again.") if ended else _("It had ended already.")
    messages.success(request, said, extra_tags="desk")
    return redirect("stage")


def _wanted(typed: Typed) -> Wanted:
    told = typed.told
    return Wanted(
        level=_number(told["level"]) or 0,
        reason={code: told[f"reason-{code}"] for code in places.city().languages},
        until=moment("until", told["until"], city_time().zone),
        seen=_number(told["seen"]),
        key=told["key"][:80] or new_key(),
    )


def _setter(request: HttpRequest) -> Setter:
    username, office = request.user.get_username(), own_office(request)
    return Setter(username=username, roles=roles_held(request), office=office)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else None


def _seen(typed: Typed, override: int | None) -> str:
    """What was looked at, as it was posted; the newest where that is what is wrong."""
    if "seen" in typed.told and "seen" not in typed.faults:
        return typed.told["seen"]
    return str(override or "")


def _refused(request: HttpRequest, typed: Typed, error: SiminError) -> HttpResponseBase:
    field = error.field if isinstance(error, RejectedError) else "seen"
    hours = services.most_hours()
    until = _("Give a time that lies ahead, at most %(hours)d hours.") % {"hours": hours}
    typed.faults[field] = until if field == "until" else str(FAULTS.get(field, error))
    return _shown(request, typed, status=409 if field == "seen" else 400)


def _shown(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponseBase:
    time, people = city_time(), Names()
    row, found = queries.computed_stage(), queries.stage_override(time.now)
    computed = row.level if row else queries.NORMAL
    told: dict[str, Any] = {
        "typed": typed,
        "may_set": may(roles_held(request), STAGE_ROLES),
        "level": found.level if found else computed,
        "name": in_words(queries.stage_name(found.level if found else computed)),
        "computed": computed,
        "computed_name": in_words(queries.stage_name(computed)),
        "reasons": [in_words(reason["text"]) for reason in (row.reasons if row else [])],
        "found": [found_of(one) for one in (row.findings if row else [])],
        "override": found,
        "seen": _seen(typed, found.pk if found else None),
        "reason": in_words(found.reason) if found else "",
        "office": in_words(found.office) if found else "",
        "since": time.clock(found.since) if found else "",
        "until": time.clock(found.until) if found else "",
        "set_by": people.person(found.by) if found else "",
        "levels": [
            (str(number), in_words(queries.stage_name(number)))
            for number in range(queries.NORMAL, queries.HIGHEST + 1)
        ],
        "languages": [
            (code, LANGUAGES.get(code, code), typed.told.get(f"reason-{code}", ""))
            for code in places.city().languages
        ],
        "wanted_until": typed.told.get("until") or local_input(time.now + USUAL, time.zone),
        "most_hours": services.most_hours(),
        "key": typed.told.get("key") or new_key(),
        "history": list(history(time, people)),
    }
    return render(request, "stage/page.html", told, status=status)
