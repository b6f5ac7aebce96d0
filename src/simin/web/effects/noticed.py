"""``/noticed/…``: citizens are asked whether they notice what the city does.

One answer a visitor and session: who answered gets a cookie of the session that says which
questions were answered, and nothing else. Who only looks gets none, so the form carries a signed
key instead of Django's, which needs one: the same key counts once, and an answer comes from our own
page or not at all.
"""

import hashlib
import secrets

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from simin.domains.effects import queries as effects
from simin.domains.effects import services
from simin.domains.effects.errors import UnknownQuestionError
from simin.domains.picture import queries as picture
from simin.domains.picture.card import WithheldCard
from simin.domains.picture.frame import View
from simin.kit.errors import RejectedError
from simin.web.access import public
from simin.web.desk.moment import city_time
from simin.web.effects.shown import EffectShown
from simin.web.effects.vocabulary import ANSWERS
from simin.web.own_page import from_own_page

SALT = "simin.noticed"
#: Seconds in which a form that was shown may be sent.
FORM_KEPT = 24 * 3600
#: Questions whose answers a cookie remembers.
REMEMBERED = 50


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int) -> HttpResponseBase:
    """404 for what citizens are not asked."""
    time = city_time()
    try:
        question = effects.question(number)
    except UnknownQuestionError as error:
        raise Http404 from error
    if not effects.asks(question, time.now) or _is_withheld(question.indicator):
        raise Http404
    fault = ""
    if request.method == "POST":
        fault = _answered(request, number)
        if not fault:
            return _remembering(redirect("noticed", number), request, number)
    told = {
        "effect": EffectShown(question, time),
        "answered": number in _answered_before(request),
        "answers": [(name, str(words)) for name, words in ANSWERS.items()],
        "key": signing.dumps(secrets.token_hex(16), salt=SALT),
        "fault": fault,
    }
    response = render(request, "effects/noticed.html", told, status=400 if fault else 200)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _is_withheld(indicator: str) -> bool:
    """From everyone, as the newest picture says: then its effect tells too much."""
    shown = picture.current(View.PUBLIC)
    cards = shown.cards if shown else ()
    return any(isinstance(one, WithheldCard) and one.id == indicator for one in cards)


def _answered(request: HttpRequest, number: int) -> str:
    """Empty, or why it was not taken."""
    if number in _answered_before(request):
        return ""
    if not from_own_page(request):
        raise PermissionDenied("an answer comes from our own page")
    if not ratelimit.consume(request, action="noticed"):
        return _("There were many answers from where you are. Try again in an hour.")
    try:
        key = signing.loads(request.POST.get("key", "")[:300], salt=SALT, max_age=FORM_KEPT)
        services.notice(number, request.POST.get("answer", "")[:10], form_key=_folded(key, number))
    except (signing.BadSignature, RejectedError):
        return _("Choose one of the three; the page had been open for too long, perhaps.")
    return ""


def _folded(key: str, number: int) -> str:
    return hashlib.sha256(f"{number}/{key}".encode()).hexdigest()


def _answered_before(request: HttpRequest) -> list[int]:
    try:
        told = signing.loads(request.COOKIES.get(_cookie(), "")[:2000], salt=SALT)
    except signing.BadSignature:
        return []
    return [one for one in told if isinstance(one, int)] if isinstance(told, list) else []


def _remembering(response: HttpResponse, request: HttpRequest, number: int) -> HttpResponse:
    """Until the browser is closed."""
    told = [*_answered_before(request), number][-REMEMBERED:]
    response.set_cookie(
        _cookie(),
        signing.dumps(sorted(set(told)), salt=SALT),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _cookie() -> str:
    return "__Host-simin-noticed" if settings.SESSION_COOKIE_SECURE else "simin-noticed"
