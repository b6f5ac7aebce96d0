"""Hands a delivery to the desk and tells what became of it.

The body is read up to the feed's limit and no further, and nothing is done before the sender's
signature was checked; so the form's token of a browser has no place here.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from simin.ingest.pushed.desk import Answered, Delivery, opened_desk, refusal
from simin.kit.callers import household
from simin.web.access import signed
from simin.web.bodies.limits import FORM, takes


@signed
@csrf_exempt
@takes(FORM)
@require_POST
def hook(request: HttpRequest, feed: str) -> HttpResponse:
    """202: kept; 401, 404, 413, 422, 429 and 503 with a reason."""
    return _response(_received(request, feed))


@signed
@csrf_exempt
@takes(FORM)
@require_POST
def notification(request: HttpRequest, feed: str) -> HttpResponse:
    """As clause 6.3.20 of ETSI GS CIM 009 wants it: 200 where the notification was taken."""
    answered = _received(request, feed)
    taken = answered.status is HTTPStatus.ACCEPTED
    return _response(Answered(HTTPStatus.OK, answered.told) if taken else answered)


def _received(request: HttpRequest, name: str) -> Answered:
    desk = opened_desk()
    feed = desk.feed(name) if desk else None
    if desk is None or feed is None:
        return refusal(HTTPStatus.NOT_FOUND, "no feed of this name takes deliveries")
    if "content-encoding" in request.headers:
        return refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send it without content-encoding")
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return refusal(HTTPStatus.LENGTH_REQUIRED, "content-length is needed")
    if int(length) > feed.max_bytes:
        return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {feed.max_bytes} bytes")
    headers = {header.lower(): value for header, value in request.headers.items()}
    body = request.read(feed.max_bytes + 1)
    return desk.receive(Delivery(name, headers, body, household(request)))


def _response(answered: Answered) -> HttpResponse:
    response = JsonResponse(dict(answered.told), status=answered.status)
    for name, value in answered.headers.items():
        response[name] = value
    return response
