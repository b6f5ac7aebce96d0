"""The page that a link opens on a phone; without JavaScript it sends words and photos too."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from simin.domains.field import queries, services
from simin.domains.field.queries import Invitation
from simin.domains.field.services import Sent
from simin.domains.incidents.errors import WrongTransitionError
from simin.kit.errors import NotAllowedError, RejectedError, SiminError
from simin.kit.pictures import LARGEST
from simin.web.bodies.limits import takes_files
from simin.web.desk.moment import city_time
from simin.web.directives.typed import new_key
from simin.web.field.entering import by_link, now, wants_json
from simin.web.field.files import served
from simin.web.field.phone_page import PhonePage
from simin.web.field.typed import number, written_at
from simin.web.field.vocabulary import FAULTS, said


@by_link
@require_safe
def page(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    return _shown(request, link, secret)


@by_link
@takes_files
@require_POST
def send(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    """Words, photos or both; each under the form's own key, so that sending again adds nothing."""
    text, key = request.POST.get("text", "")[:5000], request.POST.get("key", "")[:80] or new_key()
    try:
        _take(request, link, text, key)
    except RejectedError as error:
        return _refused(request, link, secret, error, text)
    return _done(request, secret)


def _take(request: HttpRequest, link: Invitation, text: str, key: str) -> None:
    at = written_at(request)
    photos = request.FILES.getlist("photo")[:10]
    for place, photo in enumerate(photos):
        if (photo.size or 0) > LARGEST:
            raise RejectedError("photo", "too large")
        sent = Sent(key=f"{key}/{place}", now=now(), written_at=at)
        content, words = photo.read(), text if place == 0 else ""
        services.report_photo(link.handle, content=content, text=words, sent=sent)
    if not photos:
        sent = Sent(key=key, now=now(), written_at=at)
        services.report_text(link.handle, text=text, sent=sent)


@by_link
@require_POST
def state(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    key = request.POST.get("key", "")[:80] or new_key()
    sent = Sent(key=key, now=now(), written_at=written_at(request))
    try:
        services.set_unit_state(link.handle, state=request.POST.get("state", "")[:20], sent=sent)
    except WrongTransitionError as error:
        return _refused(request, link, secret, error, "", status=409)
    except RejectedError as error:
        return _refused(request, link, secret, error, "")
    return _done(request, secret)


@by_link
@require_POST
def position(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    """``allowed`` turns it on and off; numbers say where the phone is."""
    allowed = request.POST.get("allowed", "")
    try:
        if allowed:
            services.allow_position(link.handle, allowed=allowed == "1", now=now())
        else:
            services.share_position(
                link.handle,
                longitude=number(request, "longitude"),
                latitude=number(request, "latitude"),
                accuracy=number(request, "accuracy"),
                sent=Sent(key=new_key(), now=now(), written_at=written_at(request)),
            )
    except (RejectedError, NotAllowedError) as error:
        return _refused(request, link, secret, error, "")
    return _done(request, secret)


@by_link
@require_safe
def news(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    """How it stands now: the part of the page that changes."""
    told = {"page": PhonePage(link, city_time(), now()), "secret": secret, "key": new_key()}
    return render(request, "field/parts/phone_news.html", told)


@by_link
@require_safe
def photo(request: HttpRequest, link: Invitation, secret: str, number: int) -> HttpResponseBase:
    """A small picture that came by this very link."""
    found = queries.report(number)
    if found.invitation_id != link.handle or not found.thumbnail:
        return HttpResponse(status=404)
    return served(found.thumbnail, found.media_type)


def _shown(
    request: HttpRequest, link: Invitation, secret: str, status: int = 200, **more: Any
) -> HttpResponse:
    told = {
        "page": PhonePage(link, city_time(), now()),
        "secret": secret,
        "key": new_key(),
        "said": said(),
        "sent": "sent" in request.GET,
        **more,
    }
    return render(request, "field/phone.html", told, status=status)


def _done(request: HttpRequest, secret: str) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"taken": True})
    return redirect(f"{reverse('field', args=[secret])}?sent")


def _refused(
    request: HttpRequest,
    link: Invitation,
    secret: str,
    error: SiminError,
    typed: str,
    status: int = 400,
) -> HttpResponseBase:
    field = getattr(error, "field", "allowed")
    message = str(FAULTS.get(field, error))
    if wants_json(request):
        return JsonResponse({"error": "refused", "field": field, "message": message}, status=422)
    return _shown(request, link, secret, status, fault=message, typed=typed)
