"""``/desk/procedures/``: what is defined, how it once was, and the form that changes it.

Nothing typed is ever lost. Who saves what somebody else changed meanwhile sees both, and saves
again knowing it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simin.domains.identity.policies import DESK_ROLES, may
from simin.domains.incidents import queries as incidents
from simin.domains.procedures import queries, services
from simin.domains.procedures.definition import (
    MOST_STEPS,
    Definition,
    StepDefinition,
)
from simin.domains.procedures.errors import StaleProcedureError, UnknownProcedureError
from simin.domains.procedures.policies import KEEPERS
from simin.kit.errors import RejectedError
from simin.web.access import allow, roles_held
from simin.web.card.vocabulary import SEVERITIES as GRADES
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import rounded
from simin.web.procedures import draft as drafts
from simin.web.procedures.draft import typed_name
from simin.web.procedures.form import Form, languages
from simin.web.procedures.people import actor_of
from simin.web.procedures.vocabulary import CHANGES, DEEDS, EVIDENCE, said_fault


@allow(*DESK_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """By kind, in the pack's order; ``?q=`` finds by name."""
    asked = request.GET.get("q", "")[:100].strip().casefold()
    kinds = {one.id: in_words(one.name) for one in incidents.kinds()}
    rows = [
        (one, in_words(one.definition.name), kinds.get(one.definition.kind, ""), _grades(one))
        for one in queries.procedures()
    ]
    found = [row for row in rows if asked in f"{row[1]} {row[2]} {row[0].definition.id}".casefold()]
    told = {"rows": found, "asked": asked, "may_keep": may(roles_held(request), KEEPERS)}
    return render(request, "procedures/list.html", told)


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest, procedure: str) -> HttpResponseBase:
    """``?version=``: as it once stood."""
    try:
        told = queries.procedure(procedure)
        asked = request.GET.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0
        shown = queries.version(procedure, number).definition if number else told.definition
    except UnknownProcedureError:
        return render(request, "procedures/missing.html", status=404)
    return _page(request, told, shown, number)


def _page(
    request: HttpRequest,
    told: queries.ProcedureState,
    shown: Definition,
    number: int,
    fault: str = "",
    seen: str = "",
) -> HttpResponseBase:
    names, time = Names(), city_time()
    kinds = {one.id: in_words(one.name) for one in incidents.kinds()}
    context = {
        "told": told,
        "name": in_words(shown.name),
        "kind": kinds.get(shown.kind, ""),
        "grades": [str(GRADES[one]) for one in shown.severities],
        "steps": [_line(one, shown, names) for one in shown.steps],
        "number": number or told.version,
        "is_old": bool(number) and number != told.version,
        "may_keep": may(roles_held(request), KEEPERS),
        "fault": fault,
        "seen": seen or told.version,
        "why": request.POST.get("why", "")[:500],
        "versions": [
            (one, str(CHANGES[one.change]), names.person(one.by) if one.by else "",
             time.clock(one.at))
            for one in queries.versions(told.definition.id)
        ],
    }  # fmt: skip
    return render(request, "procedures/one.html", context, status=400 if fault else 200)


def _line(step: StepDefinition, of: Definition, names: Names) -> dict[str, Any]:
    before = {one.id: in_words(one.name) for one in of.steps}
    action = step.action
    told = names.addressee(action.unit, action.role) if action else ""
    return {
        "name": in_words(step.name),
        "detail": in_words(step.detail),
        "owner": names.addressee(step.unit, step.role),
        "limit": rounded(step.minutes * 60),
        "after": before.get(step.after, ""),
        "evidence": str(EVIDENCE[step.evidence]) if step.evidence != "none" else "",
        "action": f"{DEEDS[action.do]} {told}".strip() if action else "",
    }


def _grades(one: queries.ProcedureState) -> list[str]:
    return [str(GRADES[name]) for name in one.definition.severities]


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _shown(request, Form(drafts.empty(languages()), None))
    return _posted(request, None)


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, procedure: str) -> HttpResponseBase:
    try:
        told = queries.procedure(procedure)
    except UnknownProcedureError:
        return render(request, "procedures/missing.html", status=404)
    if request.method != "POST":
        return _shown(request, Form(drafts.of_definition(told.definition, languages()), told))
    return _posted(request, told)


@allow(*KEEPERS)
@require_POST
def switch(request: HttpRequest, procedure: str) -> HttpResponseBase:
    """``to``: ``on`` or ``off``; ``seen``: the version that was looked at; ``why``."""
    try:
        told = queries.procedure(procedure)
        services.switch(
            procedure,
            on=request.POST.get("to") == "on",
            seen=_seen(request) or 0,
            why=request.POST.get("why", "")[:500],
            by=actor_of(request),
        )
    except UnknownProcedureError:
        return render(request, "procedures/missing.html", status=404)
    except StaleProcedureError:
        told = queries.procedure(procedure)
        said = _("Somebody changed it in the meantime. Look at it, then do it again.")
        return _page(request, told, told.definition, 0, said)
    except RejectedError:
        return _page(request, told, told.definition, 0, _("Say why."), _looked(request))
    messages.success(request, _("Kept."), extra_tags="desk")
    return redirect("procedure", procedure=procedure)


def _posted(request: HttpRequest, told: queries.ProcedureState | None) -> HttpResponseBase:
    """``act``: ``add`` (a step), ``drop`` (the last one) or ``save``."""
    act, severities = request.POST.get("act", "save"), request.POST.getlist("severities")[:5]
    of = told.definition.id if told else ""
    draft = drafts.read(request.POST.dict(), severities, languages(), of=of)
    form = Form(draft, told, why=request.POST.get("why", "").strip()[:500], posted=_looked(request))
    if act in ("add", "drop"):
        draft.count = max(1, min(MOST_STEPS, draft.count + (1 if act == "add" else -1)))
        draft.faults.clear()
        return _shown(request, form)
    if draft.definition is not None and not draft.faults:
        found = services.faults(draft.definition)
        draft.faults |= {typed_name(name): why for name, why in found.items()}
    if draft.definition is None or draft.faults:
        return _shown(request, form, status=400)
    return _save(request, form, draft.definition)


def _save(request: HttpRequest, form: Form, definition: Definition) -> HttpResponseBase:
    seen = _seen(request) if form.told else None
    try:
        services.save(definition, seen=seen, why=form.why, by=actor_of(request))
    except StaleProcedureError:
        if form.told is None:
            form.fault = _("Another procedure is called so.")
            return _shown(request, form, status=409)
        return _both(request, form)
    except (RejectedError, UnknownProcedureError) as error:
        form.fault = said_fault(getattr(error, "reason", str(error)))
        return _shown(request, form, status=400)
    messages.success(request, _("Kept. What runs goes on as it began."), extra_tags="desk")
    return redirect("procedure", procedure=definition.id)


def _both(request: HttpRequest, form: Form) -> HttpResponseBase:
    """What was typed stays in the form; beside it stands what somebody else has saved."""
    assert form.told is not None
    form.told, form.posted = queries.procedure(form.told.definition.id), None
    newest, names = queries.versions(form.told.definition.id)[0], Names()
    form.fault = _(
        "Somebody saved another version in the meantime: it stands beside yours. "
        "Save again, and yours takes its place."
    )
    who = names.person(newest.by) if newest.by else _("the pack’s own")
    steps = [_line(one, newest.definition, names) for one in newest.definition.steps]
    form.theirs = [
        f"{who}: {newest.why}".rstrip(": "),
        in_words(newest.definition.name),
        *(f"{one['name']} · {one['owner']} · {one['limit']}" for one in steps),
    ]
    return _shown(request, form, status=409)


def _looked(request: HttpRequest) -> str:
    """As it was posted, to be posted again: who corrects something has still looked at that."""
    return request.POST.get("seen", "")[:8]


def _seen(request: HttpRequest) -> int | None:
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else None


def _shown(request: HttpRequest, form: Form, status: int = 200) -> HttpResponseBase:
    return render(request, "procedures/form.html", {"form": form}, status=status)
