"""What is done to a warning: approve, update, cancel, discard; each by a form that was sent."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simin.domains.identity.policies import WARNING_ROLES
from simin.domains.warnings import services
from simin.domains.warnings.errors import (
    NotSecondPersonError,
    StaleEditError,
    WrongFieldsError,
    WrongStepError,
)
from simin.kit.clock import city_clock
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.warnings.form_page import Field
from simin.web.warnings.lookup import found
from simin.web.warnings.vocabulary import fault
from simin.web.warnings.warning_page import WarningPage


@allow(*WARNING_ROLES)
@require_POST
@found
def approve(request: HttpRequest, number: int) -> HttpResponseBase:
    """Sends exactly what was read: a draft that was changed meanwhile is shown anew first."""
    revision = request.POST.get("revision", "")
    read = int(revision) if revision.isascii() and revision.isdecimal() else 0
    by, now = request.user.get_username(), city_clock().now()
    try:
        services.approve(number, revision=read, by=by, at=now)
        exercise = WarningPage(number, city_time()).exercise
    except NotSecondPersonError:
        messages.error(request, _("You wrote this. A second person approves it."), "desk")
    except StaleEditError:
        messages.error(request, _("The draft was changed meanwhile. Read it again."), "desk")
    except WrongFieldsError as error:
        wrong = fault(next(iter(error.faults.values())))
        messages.error(request, _("It cannot be sent as it is: %(why)s") % {"why": wrong}, "desk")
    else:
        said = _("Approved; it is a drill, nobody outside is warned.")
        messages.success(request, said if exercise else _("The public is warned."), "desk")
    return redirect("warning", number=number)


@allow(*WARNING_ROLES)
@require_POST
@found
def update(request: HttpRequest, number: int) -> HttpResponseBase:
    services.begin_update(number, by=request.user.get_username(), at=city_clock().now())
    return redirect("warning-edit", number=number)


@allow(*WARNING_ROLES)
@require_POST
@found
def discard(request: HttpRequest, number: int) -> HttpResponseBase:
    services.discard(number, by=request.user.get_username(), at=city_clock().now())
    return redirect("warning", number=number)


@allow(*WARNING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def cancel(request: HttpRequest, number: int) -> HttpResponseBase:
    """Asks for the reason (GET), takes the warning back then (POST)."""
    shown = WarningPage(number, city_time())
    if not shown.in_force and not shown.ended:
        raise WrongStepError(shown.state, "cancel")
    typed = {
        code: request.POST.get(f"reason_{code}", "")[:2000] for code, _name in settings.LANGUAGES
    }
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            now = city_clock().now()
            services.cancel(number, reason=typed, by=request.user.get_username(), at=now)
        except WrongFieldsError as error:
            faults = error.faults
        else:
            messages.success(request, _("The warning is cancelled."), "desk")
            return redirect("warning", number=number)
    told = {"number": number, "title": shown.title, "faults": faults}
    fields = [_field(code, spoken, typed[code], faults) for code, spoken in settings.LANGUAGES]
    status = 422 if faults else 200
    return render(request, "warnings/cancel.html", {**told, "fields": fields}, status=status)


def _field(code: str, spoken: str, value: str, faults: dict[str, str]) -> Field:
    reason = faults.get(f"reason_{code}", "")
    return Field(
        name=f"reason_{code}",
        label=_("Why"),
        shape="text",
        value=value,
        fault=fault(reason) if reason else "",
        language=code,
        spoken=spoken,
    )
