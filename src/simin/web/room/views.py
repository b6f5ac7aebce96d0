"""The room's page, and the parts of it that are fetched again as the picture changes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.incidents.cards import DOMAIN
from simin.domains.picture.frame import View
from simin.kit.errors import NotFoundError
from simin.web.access import allow
from simin.web.field.vocabulary import said
from simin.web.room.asked import SCREENS, asked_of
from simin.web.room.board import Board
from simin.web.room.selected import Selected
from simin.web.room.vocabulary import KEYS, SCREEN_WORDS
from simin.web.screens import screen_for

#: Rows that are asked for at once; a page with more changes asks for the whole board.
MOST_ROWS = 50

type RoomView = Callable[..., HttpResponseBase]


def known(view: RoomView) -> RoomView:
    """404, with a way back, for an incident that is not there."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "\0" in kwargs.get("incident", ""):
            return render(request, "room/missing.html", status=404)
        try:
            return view(request, *args, **kwargs)
        except NotFoundError:
            return render(request, "room/missing.html", status=404)

    return looked


@allow(*ROOM_ROLES)
@require_safe
@known
def page(request: HttpRequest, incident: str = "") -> HttpResponseBase:
    return shown(request, incident)


def shown(request: HttpRequest, incident: str, status: int = 200, **told: Any) -> HttpResponseBase:
    """The whole page; ``told`` is what an act has to say."""
    screen = screen_for(request, View.OFFICE, domain=DOMAIN)
    if screen is None:
        return render(request, "parts/no_picture.html", status=503)
    asked = asked_of(request.GET)
    context = {
        "screen": screen,
        "asked": asked,
        "board": Board(asked, incident),
        "map_at": reverse("room"),
        "keys": KEYS,
        "said": said(),
        "screens": [(name, SCREEN_WORDS[name]) for name in SCREENS],
        **(Selected(request, incident).parts() if incident else {}),
        **told,
    }
    return render(request, "room/page.html", context, status=status)


@allow(*ROOM_ROLES)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The whole list, as it is filtered."""
    told = Board(asked_of(request.GET), request.GET.get("selected", ""))
    return render(request, "room/parts/board.html", {"board": told, "asked": told.asked})


@allow(*ROOM_ROLES)
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """``?id=…&id=…``: those of the lines that belong on the board, and the counts of all."""
    told = Board(asked_of(request.GET), request.GET.get("selected", ""))
    ids = [one[:20] for one in request.GET.getlist("id")[:MOST_ROWS] if "\0" not in one]
    context = {"board": told, "rows": told.rows(ids)}
    return render(request, "room/parts/rows.html", context)


@allow(*ROOM_ROLES)
@require_safe
@known
def parts(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Everything about one incident."""
    return render(request, "room/parts/incident.html", Selected(request, incident).parts())
