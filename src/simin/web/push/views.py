"""The page of one's own browsers, and the service worker's file."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simin.domains.identity import queries as identity
from simin.domains.identity import services
from simin.domains.identity.policies import DESK_ROLES
from simin.domains.identity.queries import Account
from simin.kit.errors import RejectedError
from simin.kit.web_push import Subscription, key_in
from simin.web import assets
from simin.web.access import allow, public
from simin.web.presentation.times import iso
from simin.web.push.offline import offline

FIELDS = ("endpoint", "p256dh", "auth")


@dataclass(frozen=True)
class Browser:
    """A browser as the page shows it."""

    number: int
    label: str
    #: By which the browser that looks knows itself.
    endpoint: str
    since: str


@allow(*DESK_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """Without JavaScript it lists and removes."""
    account = _account(request)
    fault = ""
    if request.method == "POST":
        fault = _entered(request, account)
        if not fault:
            messages.success(request, _("You are told in this browser."), extra_tags="desk")
            return redirect("notifications")
    told = {
        "browsers": [
            Browser(one.pk, one.label, one.endpoint, iso(one.since))
            for one in identity.browsers(account.username)
        ],
        "key": key_in(settings.SIMIN_PUSH_KEY).public,
        "fault": fault,
    }
    return render(request, "push/page.html", told, status=400 if fault else 200)


@allow(*DESK_ROLES)
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """One's own; another's is not there."""
    if services.forget_browser(number, of=_account(request)):
        messages.success(request, _("You are told there no more."), extra_tags="desk")
    return redirect("notifications")


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Never kept by a cache: a browser looks whether it has changed, as it does with each build."""
    name = assets.manifest().get("push-worker.js")
    if name is None:
        raise assets.FrontEndNotBuiltError("push-worker.js")
    content = f"self.SIMIN={json.dumps(offline())};\n{(assets.DIST / name).read_text()}"
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


def _entered(request: HttpRequest, account: Account) -> str:
    """Empty, or why it was not taken."""
    told = Subscription(*(request.POST.get(name, "")[:1001] for name in FIELDS))
    try:
        services.tell_in_browser(
            account, told, label=request.POST.get("label", ""), hosts=settings.SIMIN_PUSH_HOSTS
        )
    except RejectedError as error:
        if error.field == "endpoint":
            return _("This browser's push service is not known here. Ask who runs the product.")
        return _("The browser did not say how it reads what is sent.")
    return ""


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user
