"""``/desk/sources/``: the board, as a page and as JSON, for who works for the city."""

import hashlib

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.ingest.oversight import board as oversight
from simin.ingest.oversight import intake
from simin.web.access import allow
from simin.web.desk.board_page import BoardPage
from simin.web.desk.moment import city_time
from simin.web.kiosk.rows import totals as kiosk_totals


@allow(*DESK_ROLES)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """``?q=&state=&owner=&kind=&sort=&group=``; ``?part=board``: what changes of it."""
    part = request.GET.get("part") == "board"
    template = "desk/parts/board.html" if part else "desk/board.html"
    return render(request, template, {"board": _page(request), **kiosk_totals()})


@allow(*DESK_ROLES)
@require_safe
def board_json(request: HttpRequest) -> HttpResponseBase:
    """The same feeds as the page, with the same filters; 304 where nothing changed."""
    plain = _page(request).plain()
    tag = hashlib.sha256(
        msgspec.json.encode([plain["halted"], plain["totals"], plain["feeds"]])
    ).hexdigest()[:32]
    response = HttpResponse(msgspec.json.encode(plain), content_type="application/json")
    response["ETag"] = f'"{tag}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _page(request: HttpRequest) -> BoardPage:
    time = city_time()
    standings = oversight.board(time.now, time.zone)
    return BoardPage(standings, time, request.GET.dict(), intake.stopped())
