"""Pages behind the links of mails: confirm, end one thing, see and end all.

A link that is only opened changes nothing, since programs open links too; a button, or the one
click of a mail program (RFC 8058), does. The word is in no referrer and in no cache.
"""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from simin.domains.places import queries as places
from simin.domains.subscriptions import queries, services
from simin.domains.subscriptions.errors import UnknownSubscriptionError
from simin.domains.subscriptions.queries import Subscriber
from simin.web.access import public
from simin.web.follow.asking import from_here, to_list
from simin.web.follow.topics import followed


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, word: str) -> HttpResponseBase:
    try:
        row = queries.asked(word)
    except UnknownSubscriptionError:
        return _shown(request, "gone", status=404)
    if request.method == "POST":
        from_here(request)
        services.confirm(row, at=datetime.now(UTC))
        return to_list(row.subscriber)
    if row.confirmed_at is not None:
        return to_list(row.subscriber)
    return _shown(request, "confirm", one=followed(row))


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, word: str) -> HttpResponseBase:
    """Ended twice is ended; a mail program may send it from anywhere."""
    try:
        row = queries.told(word)
    except UnknownSubscriptionError:
        return _shown(request, "ended")
    if request.method == "POST":
        services.end(row, at=datetime.now(UTC))
        return _shown(request, "ended")
    return _shown(request, "stop", one=followed(row))


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, word: str) -> HttpResponseBase:
    try:
        subscriber = queries.subscriber(word)
    except UnknownSubscriptionError:
        return _shown(request, "ended")
    if request.method == "POST":
        from_here(request)
        _act(subscriber, request.POST.get("act", ""), request.POST.get("one", ""))
        return redirect("follow-mine", word=word)
    assert subscriber.renew_by is not None
    zone = places.zone() if places.has_city() else UTC
    return _shown(
        request,
        "mine",
        lines=[followed(row) for row in queries.followings(subscriber)],
        mailbox=_masked(subscriber),
        until=subscriber.renew_by.astimezone(zone).date(),
    )


def _act(subscriber: Subscriber, act: str, one: str) -> None:
    now = datetime.now(UTC)
    if act == "end_all":
        services.end_all(subscriber, at=now)
    elif act == "renew":
        services.renew(subscriber, at=now)
    for row in queries.followings(subscriber) if act == "end" else ():
        if str(row.pk) == one:
            services.end(row, at=now)


def _masked(subscriber: Subscriber) -> str:
    """Enough to know one's own; empty for a browser."""
    if subscriber.channel == Subscriber.PUSH:
        return ""
    name, _, host = subscriber.address.rpartition("@")
    return f"{name[:1]}…@{host}"


def _shown(request: HttpRequest, page: str, *, status: int = 200, **told: Any) -> HttpResponseBase:
    response = render(request, "follow/secret.html", {"page": page, **told}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    return response
