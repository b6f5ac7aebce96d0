"""``/desk/procedures/drills/``: hold a drill, see those that were held, and how they went."""

from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.identity.policies import DESK_ROLES, may
from simin.domains.incidents import queries as incidents
from simin.domains.places import queries as places
from simin.domains.procedures import queries, services
from simin.domains.procedures.definition import SEVERITIES
from simin.domains.procedures.errors import UnknownDrillError
from simin.domains.procedures.policies import LEADERS
from simin.domains.procedures.scenario import Scenario
from simin.domains.procedures.services import Held
from simin.domains.procedures.summary import StepTime, Summary
from simin.kit.errors import RejectedError
from simin.web.access import allow, roles_held
from simin.web.card.vocabulary import SEVERITIES as GRADES
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.directives.typed import Typed, new_key, posted
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import rounded
from simin.web.presentation.times import CityTime
from simin.web.procedures.panel import panel
from simin.web.procedures.people import actor_of
from simin.web.procedures.vocabulary import STATES, TONES, named_fault

FREE = ("kind", "severity", "district", "longitude", "latitude", "key", "scenario")
LANGUAGES = {"ko": "한국어", "en": "English"}


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?scenario=&after=``"""
    return _shown(request, Typed({"severity": "moderate"}))


@allow(*LEADERS)
@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """Hold a drill: of ``scenario``, or made up in the form, which stays as it was typed."""
    titles = [f"title-{code}" for code in places.city().languages]
    typed = posted(request, *FREE, *titles)
    try:
        held = _held(typed)
        key = typed.told["key"][:80] or new_key()
        number = services.start_drill(held, by=actor_of(request), key=key)
    except UnknownDrillError:
        return render(request, "procedures/missing.html", status=404)
    except RejectedError as error:
        typed.faults[error.field] = named_fault(error.field, error.reason)
        return _shown(request, typed, status=400)
    messages.success(request, _("The drill has begun."), extra_tags="desk")
    return redirect("drill", number=number)


@allow(*DESK_ROLES)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    try:
        drill = queries.drill(number)
    except UnknownDrillError:
        return render(request, "procedures/missing.html", status=404)
    time, names = city_time(), Names()
    told, before = queries.summary(drill), queries.held_before(drill)
    earlier = [(one, time.clock(one.started_at), queries.summary(one)) for one in before]
    context = {
        "drill": drill,
        "name": in_words(drill.name),
        "incident": incidents.incident(drill.incident),
        "started": time.clock(drill.started_at),
        "started_by": names.person(drill.started_by),
        "ended": time.clock(drill.ended_at) if drill.ended_at else "",
        "told": len(drill.script),
        "summary": figures(told),
        "steps": [_step(step, earlier) for step in told.steps],
        "earlier": [(each, clock, figures(summed)) for each, clock, summed in earlier],
        "panel": panel(request, drill.incident),
        "may_lead": may(roles_held(request), LEADERS),
    }
    return render(request, "procedures/drill.html", context)


@allow(*LEADERS)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponseBase:
    try:
        services.end_drill(number, by=actor_of(request))
    except UnknownDrillError:
        return render(request, "procedures/missing.html", status=404)
    messages.success(request, _("The drill is over."), extra_tags="desk")
    return redirect("drill", number=number)


def figures(told: Summary) -> dict[str, str]:
    """A drill in words that are compared."""
    share, middle = told.share_in_time, told.median_share
    return {
        "done": f"{told.done}/{told.all}",
        "in_time": "–" if share is None else f"{share:.0%}",
        "median": "–" if middle is None else f"{middle:.0%}",
        "missed": str(told.missed),
    }


def _step(step: StepTime, earlier: list[tuple[queries.Drill, str, Summary]]) -> dict[str, Any]:
    before = [_taken(one) for _drill, _clock, told in earlier for one in told.steps
              if one.key == step.key]  # fmt: skip
    return {
        "name": in_words(step.name),
        "state": str(STATES[step.state]),
        "tone": "very_bad" if step.late else TONES[step.state],
        "limit": rounded(step.limit),
        "taken": _taken(step),
        "late": step.late,
        "before": before[:1],
    }


def _taken(step: StepTime) -> str:
    return "–" if step.taken is None else rounded(step.taken)


def _held(typed: Typed) -> Held:
    told = typed.told
    if told["scenario"]:
        return Held(scenario=told["scenario"], told=queries.scenario(told["scenario"][:100]))
    title = {code: told[f"title-{code}"].strip() for code in places.city().languages}
    said = {code: text for code, text in title.items() if text}
    plain = {
        "id": "free",
        "name": said,
        "title": said,
        "kind": told["kind"],
        "severity": told["severity"],
        "district": told["district"],
        "longitude": _number("longitude", told["longitude"]),
        "latitude": _number("latitude", told["latitude"]),
    }
    return Held(scenario="", told=msgspec.convert(plain, Scenario))


def _number(field: str, said: str) -> float | None:
    try:
        return float(said.replace(",", ".")) if said.strip() else None
    except ValueError as error:
        raise RejectedError(field, "is no number") from error


def _shown(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponseBase:
    time, asked = city_time(), request.GET.get("scenario", "")[:100]
    found = or_first(
        lambda place: queries.drills(scenario=asked, cursor=place),
        request.GET.get("after", "")[:200],
    )
    scenarios, kinds = queries.scenarios(), incidents.kinds()
    called = {one.id: in_words(one.name) for one in kinds}
    context = {
        "typed": typed,
        "key": typed.told.get("key") or new_key(),
        "may_lead": may(roles_held(request), LEADERS),
        "scenarios": [_scenario(one, called) for one in scenarios],
        "kinds": list(called.items()),
        "grades": [(name, str(GRADES[name])) for name in SEVERITIES],
        "districts": [(one.id, in_words(one.name)) for one in places.districts()],
        "titles": [
            (code, LANGUAGES.get(code, code), typed.told.get(f"title-{code}", ""))
            for code in places.city().languages
        ],
        "rows": [_row(one, time) for one in found.rows],
        "older": found.cursor,
        "asked": asked,
    }
    return render(request, "procedures/drills.html", context, status=status)


def _scenario(one: Scenario, kinds: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": in_words(one.name),
        "goal": in_words(one.goal),
        "kind": kinds.get(one.kind, one.kind),
        "grade": str(GRADES[one.severity]),
        "events": len(one.script),
    }


def _row(one: queries.Drill, time: CityTime) -> dict[str, Any]:
    return {
        "number": one.pk,
        "name": in_words(one.name),
        "scenario": one.scenario,
        "started": time.clock(one.started_at),
        "running": one.ended_at is None,
        **figures(queries.summary(one)),
    }
