"""What the room does to an incident, and what it is shown of it then."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.incidents import queries
from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.room.asked import asked_of
from simin.web.room.board import Board
from simin.web.room.row import state_word
from simin.web.room.selected import Selected
from simin.web.room.views import known, shown
from simin.workflows import room_acts
from simin.workflows.room_acts import Doer

#: Characters of a note.
LONGEST = 4000
#: The page's script says so of itself; without it whole pages are answered.
SCRIPT = "X-Room"


@dataclass
class Refused:
    """Why an act was not done, beside what was asked for."""

    what: str
    sentence: str
    #: What was typed, as it was typed.
    typed: str = ""
    status: int = 400
    #: The state that was wanted, where somebody else was first.
    wanted: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


@allow(*ROOM_ROLES)
@require_POST
@known
def advance(request: HttpRequest, incident: str) -> HttpResponseBase:
    """``state`` is wanted, ``seen`` is what whoever decided looked at."""
    state, seen = request.POST.get("state", "")[:20], request.POST.get("seen", "")[:20]
    try:
        room_acts.advance(incident, state=state, seen=seen, doer=_doer(request))
    except StaleError as error:
        return _answer(request, incident, _overtaken(state, seen, error.now))
    except WrongTransitionError as error:
        if seen and error.current != seen:
            return _answer(request, incident, _overtaken(state, seen, error.current))
        return _answer(request, incident, _not_from_here(state, error))
    except RejectedError:
        late = _("It was taken on at a later time than it is here now. See how it stands.")
        return _answer(request, incident, Refused("advance", late, status=409))
    return _answer(request, incident)


@allow(*ROOM_ROLES)
@require_POST
@known
def note(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Once, however often the form is sent."""
    text, key = request.POST.get("text", "")[:LONGEST], request.POST.get("key", "")[:40]
    said = {get_language() or "en": text.strip()}
    return _acted(
        request,
        incident,
        lambda doer: room_acts.note(incident, text=said, key=key, doer=doer),
        Refused("note", _("Write something first."), typed=text),
    )


@allow(*ROOM_ROLES)
@require_POST
@known
def unit(request: HttpRequest, incident: str) -> HttpResponseBase:
    """Order ``unit``, or take it on to ``state``."""
    name, state = request.POST.get("unit", "")[:100], request.POST.get("state", "")[:20]
    seen = request.POST.get("seen", "")[:20]

    def act(doer: Doer) -> bool:
        if state:
            return room_acts.move_unit(incident, unit=name, state=state, seen=seen, doer=doer)
        return room_acts.order_unit(incident, unit=name, doer=doer)

    refused = Refused("unit", _("That unit cannot do that now; see where it stands."))
    return _acted(request, incident, act, refused)


def _doer(request: HttpRequest) -> Doer:
    return Doer(account=request.user.get_username(), at=city_clock().now())


def _acted(
    request: HttpRequest, incident: str, act: Callable[[Doer], bool], refused: Refused
) -> HttpResponseBase:
    try:
        act(_doer(request))
    except RejectedError:
        return _answer(request, incident, refused)
    return _answer(request, incident)


def _overtaken(wanted: str, seen: str, now: str) -> Refused:
    words = queries.state_names()
    sentence = _("Somebody else was first. Look at both, then decide.")
    facts = [
        (_("You wanted"), state_word(wanted, words)),
        (_("You saw"), state_word(seen, words)),
        (_("It stands at"), state_word(now, words)),
    ]
    return Refused("advance", sentence, status=409, wanted=wanted, facts=facts)


def _not_from_here(wanted: str, error: WrongTransitionError) -> Refused:
    words = queries.state_names()
    told = {"now": state_word(error.current, words), "wanted": state_word(wanted, words)}
    sentence = _("From %(now)s it does not go to %(wanted)s.") % told
    return Refused("advance", sentence, status=409)


def _answer(
    request: HttpRequest, incident: str, refused: Refused | None = None
) -> HttpResponseBase:
    """To the script what changed; to a browser without it the page, or where to see it."""
    if SCRIPT in request.headers:
        return _refused(request, incident, refused) if refused else _taken(request, incident)
    if refused:
        return shown(request, incident, status=refused.status, refused=refused)
    messages.success(request, _("Done."), extra_tags="room")
    return redirect("room-incident", incident)


def _taken(request: HttpRequest, incident: str) -> HttpResponseBase:
    """The line on the board: it is looked at first, and the script asks for the rest itself."""
    board = Board(asked_of(request.GET), incident)
    told = {"board": board, "rows": board.rows([incident])}
    return render(request, "room/parts/rows.html", told)


def _refused(request: HttpRequest, incident: str, refused: Refused) -> HttpResponseBase:
    """Line and parts, with why."""
    board = Board(asked_of(request.GET), incident)
    told = {
        **Selected(request, incident).parts(),
        "board": board,
        "rows": board.rows([incident]),
        "refused": refused,
    }
    return render(request, "room/parts/changed.html", told, status=refused.status)
