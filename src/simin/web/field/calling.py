"""The office's side of a call: the room for its incidents, a department for its sites."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from simin.domains.field import queries
from simin.domains.field.errors import LinkEndedError, UnknownCallError, UnknownInvitationError
from simin.domains.field.policies import FIELD_ROLES
from simin.domains.field.queries import Call
from simin.domains.field.services.signals import account_inbox
from simin.domains.field.states import Side
from simin.kit.errors import NotAllowedError
from simin.web.access import allow
from simin.web.field.entering import ended
from simin.web.field.rights import check_may_act, may_act
from simin.web.field.speaking import done, line_of, rung


def username(request: HttpRequest) -> str:
    assert not isinstance(request.user, AnonymousUser)
    return request.user.get_username()


@allow(*FIELD_ROLES)
@require_safe
def line(request: HttpRequest) -> HttpResponseBase:
    who = username(request)
    calls = [one for one in queries.calls_for(who) if may_act(request, one.invitation.subject)]
    return line_of(account_inbox(who), who, calls)


@allow(*FIELD_ROLES)
@require_POST
def call(request: HttpRequest, handle: str) -> HttpResponseBase:
    try:
        link = queries.invitation(handle)
        check_may_act(request, link.subject)
    except (UnknownInvitationError, NotAllowedError) as error:
        raise Http404 from error
    try:
        return rung(link.handle, Side.ROOM, username(request))
    except LinkEndedError as error:
        return JsonResponse(ended(error), status=410)


@allow(*FIELD_ROLES)
@require_POST
def act(request: HttpRequest, call: str, act: str) -> HttpResponseBase:
    return done(request, _callable(request, call), act, Side.ROOM, username(request))


def spoken_by(request: HttpRequest, call: str) -> Call:
    """The call that the account speaks on, or spoke. Raises ``Http404``."""
    found = _callable(request, call)
    if found.account != username(request):
        raise Http404
    return found


def _callable(request: HttpRequest, call: str) -> Call:
    try:
        found = queries.call(call)
        check_may_act(request, found.invitation.subject)
    except (UnknownCallError, NotAllowedError) as error:
        raise Http404 from error
    return found
