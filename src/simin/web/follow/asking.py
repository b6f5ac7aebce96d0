"""The page on which somebody asks to be told, by mail or in this browser.

What is answered to an address is the same whether it is known, new, or has asked too often.
"""

from datetime import UTC, datetime

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from simin.domains.subscriptions import queries, services
from simin.domains.subscriptions.queries import Subscriber
from simin.domains.subscriptions.services import Wish
from simin.domains.subscriptions.topics import WARNINGS
from simin.kit.errors import RejectedError
from simin.kit.web_push import LONGEST_ENDPOINT, Subscription, checked, key_in
from simin.web.access import public
from simin.web.follow.topics import Topic, districts, severities, topic_of

#: What a browser says of itself.
KEYS = ("endpoint", "p256dh", "auth")


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """``?topic=&district=``; a form that is sent wrong comes back as it was typed."""
    sent = request.method == "POST"
    typed = request.POST if sent else request.GET
    topic = topic_of(typed.get("topic") or WARNINGS)
    faults: dict[str, str] = {}
    if sent:
        answer = _asked(request, topic, faults)
        if answer is not None:
            return answer
    context = {
        "topic": topic,
        "is_warnings": topic.topic == WARNINGS,
        "districts": districts(),
        "chosen": typed.getlist("district"),
        "severities": severities(),
        "severity": typed.get("severity", ""),
        "email": request.POST.get("email", "")[:254],
        "faults": faults,
        "sent": not sent and "sent" in request.GET,
        "mail": settings.SIMIN_MAIL,
        "key": key_in(settings.SIMIN_PUSH_KEY).public,
    }
    response = render(request, "follow/page.html", context, status=400 if faults else 200)
    patch_cache_control(response, private=True, no_store=True)
    return response


@csrf_exempt
@public
@require_POST
def browser(request: HttpRequest) -> HttpResponseBase:
    """To the list of the browser whose address is handed in; it is in no address of ours."""
    from_here(request)
    if not ratelimit.consume(request, action="follow"):
        return redirect("follow")
    found = queries.browser(request.POST.get("endpoint", "")[: LONGEST_ENDPOINT + 1])
    return to_list(found) if found else redirect("follow")


def to_list(subscriber: Subscriber) -> HttpResponseBase:
    return redirect("follow-mine", word=queries.mine_word(subscriber))


def from_here(request: HttpRequest) -> None:
    """No other site sends our forms."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDenied("a request comes from our own page")


def _asked(request: HttpRequest, topic: Topic, faults: dict[str, str]) -> HttpResponseBase | None:
    """None where something was wrong, which ``faults`` then says."""
    from_here(request)
    if not ratelimit.consume(request, action="follow"):
        faults["form"] = _("There were many requests from where you are. Try again in an hour.")
        return None
    try:
        following = services.ask(_wish(request, topic), at=datetime.now(UTC))
    except RejectedError as error:
        faults[error.field if error.field == "email" else "form"] = _fault(error)
        return None
    if following is not None and following.subscriber.channel == Subscriber.PUSH:
        return to_list(following.subscriber)
    return redirect(f"{reverse('follow')}?topic={topic.topic}&sent=1")


def _wish(request: HttpRequest, topic: Topic) -> Wish:
    known, said = {name for name, _ in districts()}, request.POST
    told = _browser(request)
    if told is None and not settings.SIMIN_MAIL:
        raise RejectedError("form", "this city sends no mail")
    chosen = {one for one in said.getlist("district") if one in known}
    return Wish(
        topic=topic.topic,
        language=get_language() or settings.LANGUAGE_CODE,
        districts=tuple(chosen) if chosen != known else (),
        severity=said.get("severity", ""),
        email=said.get("email", ""),
        browser=told,
    )


def _browser(request: HttpRequest) -> Subscription | None:
    if not request.POST.get("endpoint"):
        return None
    told = Subscription(*(request.POST.get(name, "")[: LONGEST_ENDPOINT + 1] for name in KEYS))
    return checked(told, settings.SIMIN_PUSH_HOSTS)


def _fault(error: RejectedError) -> str:
    if error.field == "email":
        return _("Give an e-mail address, such as name@example.org.")
    if error.field == "browser":
        return _(
            "This browser follows as much as it can, which is %(count)s. End something first."
        ) % {"count": services.MOST_FOLLOWED}
    if error.field in KEYS:
        return _("This browser's push service is not known here. Ask who runs the product.")
    return _("Nothing was sent. Choose again, please.")
