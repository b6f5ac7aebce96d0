"""What both sides of a call do, each with its own way in: ring, answer, tell, agree, hang up."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from simin.domains.field import services
from simin.domains.field.errors import UnknownCallError, WrongCallStateError
from simin.domains.field.policies import LARGEST_SIGNAL
from simin.domains.field.queries import Call
from simin.domains.field.services.signals import described, last_position
from simin.domains.field.states import CallAct, CallState, Side
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.tickets import CALLS_SALT, TICKET_SECONDS, TicketBooth
from simin.web.field import ice
from simin.web.field.entering import now

_ACTS = {act.value: act for act in CallAct}


def line_of(inbox: str, who: str, calls: Iterable[Call]) -> JsonResponse:
    """Where this side hears the other, from which position on, and how they find each other."""
    told = {
        "ticket": TicketBooth(settings.SECRET_KEY, salt=CALLS_SALT).issue(inbox),
        "seconds": TICKET_SECONDS,
        "stream": f"{settings.SIMIN_LIVE_URL.rstrip('/')}/live/calls",
        "from": last_position(inbox),
        "servers": ice.servers(who, now()),
        "calls": [described(call) for call in calls],
    }
    return JsonResponse(told)


def rung(handle: str, side: Side, account: str) -> JsonResponse:
    """409 where the other side speaks already."""
    call = services.call_up(handle, side=side, account=account, now=now())
    status = 409 if call.state == CallState.BUSY else 200
    return JsonResponse(described(call), status=status)


def done(request: HttpRequest, call: Call, what: str, side: Side, account: str) -> HttpResponseBase:
    try:
        return JsonResponse(_done(request, call, what, side, account))
    except UnknownCallError:
        return _refused(404, "unknown-call")
    except WrongCallStateError as error:
        return _refused(409, "wrong-state", str(error))
    except NotAllowedError as error:
        return _refused(403, "not-allowed", str(error))
    except RejectedError as error:
        return _refused(422, "refused", str(error))


def _done(
    request: HttpRequest, call: Call, what: str, side: Side, account: str
) -> Mapping[str, Any]:
    if what == "signal":
        services.tell(call.id, _signal(request), side=side, account=account, now=now())
        return {"taken": True}
    if what in _ACTS:
        found = services.answer(call.id, _ACTS[what], side=side, account=account, now=now())
    elif what == "beat":
        found = services.beat(call.id, side=side, account=account, now=now())
    elif what in ("agree", "disagree"):
        allowed = what == "agree"
        found = services.agree(call.id, allowed=allowed, side=side, account=account, now=now())
    else:
        raise UnknownCallError(what)
    return described(found)


def _signal(request: HttpRequest) -> dict[str, Any]:
    """What the page says is handed on as it is: the other page alone reads it."""
    body = request.read(LARGEST_SIGNAL + 1)
    if len(body) > LARGEST_SIGNAL:
        raise RejectedError("signal", "too large")
    try:
        said = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise RejectedError("signal", "is no object of JSON") from error
    return {"said": said}


def _refused(status: int, error: str, message: str = "") -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)
