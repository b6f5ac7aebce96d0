"""The phone's side of a call."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from simin.domains.field import queries
from simin.domains.field.errors import UnknownCallError
from simin.domains.field.queries import Invitation
from simin.domains.field.services.signals import phone_inbox
from simin.domains.field.states import Side
from simin.web.field.entering import by_link
from simin.web.field.speaking import done, line_of, rung


@by_link
@require_safe
def line(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    call = queries.open_call(link)
    return line_of(phone_inbox(link.handle), link.handle, [call] if call else [])


@by_link
@require_POST
def call(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    return rung(link.handle, Side.PHONE, "")


@by_link
@require_POST
def act(
    request: HttpRequest, link: Invitation, secret: str, call: str, act: str
) -> HttpResponseBase:
    try:
        found = queries.call(call)
    except UnknownCallError:
        return JsonResponse({"error": "unknown-call"}, status=404)
    if found.invitation_id != link.handle:
        return JsonResponse({"error": "unknown-call"}, status=404)
    return done(request, found, act, Side.PHONE, "")
