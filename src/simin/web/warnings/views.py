"""The list, one warning, and the form of its draft."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simin.domains.identity.policies import WARNING_READER_ROLES, WARNING_ROLES, may
from simin.domains.incidents import queries as incidents
from simin.domains.picture.card import Origin
from simin.domains.warnings import queries, services
from simin.domains.warnings.errors import StaleEditError, WrongFieldsError, WrongStepError
from simin.kit.clock import city_clock
from simin.web.access import allow, roles_held
from simin.web.desk.moment import city_time
from simin.web.warnings.form import Typed
from simin.web.warnings.form_page import FormPage
from simin.web.warnings.listing import Listing
from simin.web.warnings.lookup import found
from simin.web.warnings.warning_page import WarningPage
from simin.workflows.incident_suggests_warning import suggestion


@allow(*WARNING_READER_ROLES)
@require_safe
@found
def listing(request: HttpRequest) -> HttpResponse:
    """``?q=&state=&cursor=``."""
    told = {"listing": Listing(request.GET.dict(), city_time()), "title": _("Warnings")}
    return render(request, "warnings/list.html", told)


@allow(*WARNING_READER_ROLES)
@require_safe
@found
def page(request: HttpRequest, number: int) -> HttpResponse:
    """What is in force, and the draft as a citizen will see it."""
    shown = WarningPage(number, city_time())
    may_act = may(roles_held(request), WARNING_ROLES)
    told = {
        "shown": shown,
        "title": shown.title,
        "may_act": may_act,
        "may_approve": may_act and shown.may_be_approved_by(request.user.get_username()),
    }
    return render(request, "warnings/warning.html", told)


@allow(*WARNING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def draft(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Filled in from the incident; the same form sent twice makes one draft."""
    now, zone = city_clock().now(), city_time().zone
    suggested = suggestion(incident, now)
    if request.method != "POST":
        return _form(request, FormPage(Typed.of(suggested, zone)), _card(incident))
    typed = Typed.sent(request.POST)
    about = incidents.incident(incident)
    try:
        number = services.draft(
            typed.content(zone=zone, now=now),
            incident=incident,
            origin=Origin(about.origin),
            exercise=about.drill,
            submission=typed.submission or "none",
            by=request.user.get_username(),
            at=now,
        )
    except WrongFieldsError as error:
        typed.faults = error.faults
        return _form(request, FormPage(typed), _card(incident), status=422)
    return redirect("warning", number=number)


@allow(*WARNING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """Change the draft; where somebody else did so meanwhile, both versions are shown."""
    now = city_clock().now()
    back = reverse("warning", args=[number])
    standing = _standing(number)
    if request.method != "POST":
        return _form(request, FormPage(standing), back)
    typed = Typed.sent(request.POST)
    try:
        _save(request, number, typed, now)
    except WrongFieldsError as error:
        typed.faults = error.faults
        return _form(request, FormPage(typed), back, status=422)
    except StaleEditError as error:
        typed.revision = error.revision
        return _form(request, FormPage(typed, _standing(number)), back, status=409)
    return redirect("warning", number=number)


def _save(request: HttpRequest, number: int, typed: Typed, now: datetime) -> None:
    content = typed.content(zone=city_time().zone, now=now)
    by = request.user.get_username()
    services.edit(number, content, revision=typed.revision, by=by, at=now)


def _standing(number: int) -> Typed:
    """The draft as it stands now."""
    warning = queries.warning(number)
    content = queries.draft_of(warning)
    if content is None:
        raise WrongStepError(warning.state, "edit")
    return Typed.of(content, city_time().zone, revision=warning.revision)


def _form(request: HttpRequest, form: FormPage, back: str, status: int = 200) -> HttpResponse:
    told = {"form": form, "back": back, "title": _("Draft a warning"), "zone": city_time().zone.key}
    return render(request, "warnings/form.html", told, status=status)


def _card(incident: str) -> str:
    return reverse("card", args=[f"incident/{incident}"])
