"""``/desk/kiosks/``: which kiosks there are, how they do, and the keys by which they report.

A key is shown once, as a QR code that sets the kiosk up. It stands after the ``#`` of the address,
which browsers send to nobody.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simin.domains.identity.policies import DESK_ROLES, KIOSK_KEEPER_ROLES, may
from simin.domains.kiosks import queries, services
from simin.domains.kiosks.errors import KioskNameTakenError, UnknownKioskError
from simin.domains.kiosks.services import NewKiosk, RegisteredKiosk
from simin.kit.errors import RejectedError
from simin.web.access import allow, roles_held
from simin.web.kiosk.qr import drawn
from simin.web.kiosk.rows import totals
from simin.web.kiosk.spots import Spot, spot

FAULTS: dict[str, Promise] = {
    "name": gettext_lazy("Say what the kiosk is called, in at most 60 characters."),
    "taken": gettext_lazy("Another kiosk has this name."),
    "address": gettext_lazy("This is no address of a kiosk here. Make one on the set-up page."),
}


@allow(*DESK_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    return render(request, "kiosk/list.html", {**totals(), "may_register": _may(request)})


@allow(*KIOSK_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """``?address=``: of the set-up page. What was typed stays where something is wrong."""
    told = request.POST if request.method == "POST" else request.GET
    address, here = _where(told.get("address", "")[:600])
    typed = {"name": told.get("name", here.name if here else "")[:200], "address": address}
    fault = ""
    if request.method == "POST":
        made, fault = _registered(request, typed, here)
        if made is not None:
            return _shown(request, made)
    return render(
        request,
        "kiosk/new.html",
        {**typed, "spot": here, "fault": fault},
        status=400 if fault else 200,
    )


@allow(*KIOSK_KEEPER_ROLES)
@require_POST
def renew(request: HttpRequest, handle: str) -> HttpResponseBase:
    try:
        made = services.renew_key(handle, by=request.user.get_username())
    except UnknownKioskError as error:
        raise Http404 from error
    return _shown(request, made)


@allow(*KIOSK_KEEPER_ROLES)
@require_POST
def remove(request: HttpRequest, handle: str) -> HttpResponseBase:
    try:
        services.remove(handle, by=request.user.get_username(), at=datetime.now(UTC))
    except UnknownKioskError as error:
        raise Http404 from error
    messages.success(request, _("The kiosk is no longer expected to report."), extra_tags="desk")
    return redirect("kiosks")


def _may(request: HttpRequest) -> bool:
    return may(roles_held(request), KIOSK_KEEPER_ROLES)


def _where(typed: str) -> tuple[str, Spot | None]:
    """Path and query of what was pasted, and the place; None where it is no kiosk's address."""
    parts = urlsplit(typed.strip())
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        found = resolve(parts.path)
    except Resolver404:
        return address, None
    if found.url_name != "kiosk":
        return address, None
    return address, spot(found.kwargs["kind"], found.kwargs["place"])


def _registered(
    request: HttpRequest, typed: dict[str, str], here: Spot | None
) -> tuple[RegisteredKiosk | None, str]:
    if here is None:
        return None, str(FAULTS["address"])
    told = NewKiosk(name=typed["name"], place=dict(here.names), address=typed["address"])
    try:
        by = request.user.get_username()
        return services.register(told, by=by, at=datetime.now(UTC)), ""
    except KioskNameTakenError:
        return None, str(FAULTS["taken"])
    except RejectedError as error:
        return None, str(FAULTS[error.field])


def _shown(request: HttpRequest, made: RegisteredKiosk) -> HttpResponseBase:
    """The one page that bears the key; nothing keeps it."""
    told = queries.kiosk(made.handle, datetime.now(UTC))
    address = request.build_absolute_uri(f"{told.address}#key={made.key}")
    shown = {"kiosk": told, "address": address, "qr": drawn(address)}
    response = render(request, "kiosk/made.html", shown)
    patch_cache_control(response, private=True, no_store=True)
    return response
