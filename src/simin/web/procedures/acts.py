"""Do something with a step, or with an incident's procedure, and come back to where it was done.

``next``: the page from which it was done; what is no page of ours leads to the steps of the
incident. Who asks for JSON (a live screen) is told so instead.
"""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.audit.services import record_access
from simin.domains.identity.policies import DESK_ROLES
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.procedures import queries, services
from simin.domains.procedures.definition import Evidence
from simin.domains.procedures.errors import UnknownProcedureError, UnknownStepError
from simin.domains.procedures.policies import LEADERS
from simin.domains.procedures.services import Given
from simin.kit.callers import address_of
from simin.kit.errors import NotAllowedError, RejectedError, SiminError
from simin.kit.file_store import store_of
from simin.kit.photos import KeptPhoto, keep_photo
from simin.kit.pictures import LARGEST, picture
from simin.web.access import allow
from simin.web.bodies.limits import takes_files
from simin.web.directives.typed import Typed, posted
from simin.web.handed_in import harmless
from simin.web.procedures.panel import panel
from simin.web.procedures.people import actor_of
from simin.web.procedures.seeing import check_sees
from simin.web.procedures.vocabulary import FAULTS

#: Photos of one step in one form.
MOST_PHOTOS = 6
FIELDS = ("text", "value", "measure", "reason", "key", "act")


@allow(*DESK_ROLES)
@require_safe
def of_incident(request: HttpRequest, incident: str) -> HttpResponseBase:
    """The steps of one incident; ``?part=steps``: the part alone, for a screen that stays open."""
    return _shown(request, incident, {})


@allow(*DESK_ROLES)
@takes_files
@require_POST
def act(request: HttpRequest, number: int, what: str) -> HttpResponseBase:
    """``finish`` or ``skip``; refused, the steps are shown with what was typed and why not."""
    typed = posted(request, *FIELDS)
    typed.told["act"] = what
    try:
        incident = queries.step(number).run.incident
        check_sees(actor_of(request), incident)
        _do(request, number, what, typed)
    except (UnknownStepError, UnknownIncidentError):
        return render(request, "procedures/missing.html", status=404)
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, incident, number, typed, error)
    return _done(request, incident, _("Done.") if what == "finish" else _("Left out."))


@allow(*LEADERS)
@require_POST
def start(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Begin an incident's procedure by hand."""
    try:
        begun = services.start(incident, by=actor_of(request))
    except UnknownIncidentError:
        return render(request, "procedures/missing.html", status=404)
    except RejectedError as error:
        return _refused(request, incident, 0, Typed({}), error)
    said = _("The procedure has begun.") if begun else _("There is nothing to begin.")
    return _done(request, incident, said)


@allow(*LEADERS)
@require_POST
def explain(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Why steps of an ended procedure were not done."""
    typed = posted(request, "reason")
    try:
        services.explain(incident, reason=typed.told["reason"], by=actor_of(request))
    except (UnknownIncidentError, UnknownProcedureError):
        return render(request, "procedures/missing.html", status=404)
    except RejectedError as error:
        return _refused(request, incident, 0, typed, error)
    return _done(request, incident, _("Kept."))


@allow(*DESK_ROLES)
@require_safe
def evidence(request: HttpRequest, number: int, size: str) -> HttpResponseBase:
    """A photo, ``full`` or ``small``, for whoever has a part in its step or sees everything."""
    try:
        kept = queries.piece_of_evidence(number)
        by = actor_of(request)
        if not by.oversees and not queries.parties(by, kept.step):
            raise UnknownStepError("not for this account")
        if size != "small":
            _seen(request, kept)
        name = kept.thumbnail if size == "small" else kept.sha256
        with store_of("procedures").open(name) as file:
            content = file.read()
    except SiminError:
        return render(request, "procedures/missing.html", status=404)
    response = HttpResponse(content, content_type=kept.media_type)
    response["Content-Disposition"] = "inline"
    return harmless(response)


def _seen(request: HttpRequest, kept: queries.StepEvidence) -> None:
    """Who looks at a photo whole is written down before it is handed out."""
    record_access(
        account=request.user.get_username(),
        person=f"incident/{kept.step.run.incident}",
        purpose="evidence of a step",
        fields=[f"photo {kept.pk}"],
        address=address_of(request),
    )


def _do(request: HttpRequest, number: int, what: str, typed: Typed) -> None:
    by, key = actor_of(request), typed.told["key"][:80]
    if what == "skip":
        services.skip(number, by=by, reason=typed.told["reason"], key=key)
    elif what == "finish":
        services.check_finish(number, by=by, key=key)
        wants = queries.step(number).evidence
        services.finish(number, by=by, given=_given(request, typed, wants), key=key)
    else:
        raise RejectedError("state", "no such act")


def _given(request: HttpRequest, typed: Typed, wants: str) -> Given:
    said = typed.told["value"].strip().replace(",", ".")[:40]
    try:
        value = float(said) if said else None
    except ValueError as error:
        raise RejectedError("value", "is no number") from error
    files = request.FILES.getlist("photo") if wants == Evidence.PHOTO else []
    if len(files) > MOST_PHOTOS:
        raise RejectedError("photo", f"at most {MOST_PHOTOS} at a time")
    return Given(
        text=typed.told["text"],
        value=value,
        measure=typed.told["measure"],
        photos=[_photo(one) for one in files],
    )


def _photo(given: "UploadedFile[Any]") -> KeptPhoto:
    if (given.size or 0) > LARGEST:
        raise RejectedError("photo", "too large")
    return keep_photo(store_of("procedures"), picture(given.read()))


def _refused(
    request: HttpRequest, incident: str, number: int, typed: Typed, error: SiminError
) -> HttpResponseBase:
    field = error.field if isinstance(error, RejectedError) else "allowed"
    typed.faults[field] = str(FAULTS.get(field, error))
    status = 409 if field == "state" else 403 if field == "allowed" else 400
    if _wants_json(request):
        return JsonResponse({"faults": typed.faults}, status=status)
    return _shown(request, incident, {number: typed}, status)


def _done(request: HttpRequest, incident: str, said: str) -> HttpResponseBase:
    if _wants_json(request):
        return JsonResponse({"done": True})
    messages.success(request, said, extra_tags="desk")
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(reverse("incident-steps", args=[incident]))


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _shown(
    request: HttpRequest, incident: str, typed: dict[int, Typed], status: int = 200
) -> HttpResponseBase:
    try:
        check_sees(actor_of(request), incident)
        told = panel(request, incident, typed)
    except UnknownIncidentError:
        return render(request, "procedures/missing.html", status=404)
    part = "parts/steps" if request.GET.get("part") == "steps" else "incident"
    return render(request, f"procedures/{part}.html", {"panel": told}, status=status)
