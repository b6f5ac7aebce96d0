"""The page of one directive: what was asked, what was done, and what the reader may do now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.directives import queries, services
from simin.domains.directives.attachment import EvidenceKind
from simin.domains.directives.errors import UnknownDirectiveError
from simin.domains.directives.policies import Reader
from simin.domains.directives.services import Handed
from simin.domains.directives.states import FINAL, Act, Party, State, possible
from simin.domains.identity.policies import DESK_ROLES
from simin.kit.errors import NotAllowedError, RejectedError
from simin.web.access import allow
from simin.web.bodies.limits import takes_files
from simin.web.desk.moment import city_time
from simin.web.directives.deliveries import DeliveryLine, delivery_lines
from simin.web.directives.lines import DirectiveLine
from simin.web.directives.people import Names, reader_of
from simin.web.directives.timeline import figure_of, told_entries
from simin.web.directives.typed import Typed, handed_in, new_key, posted
from simin.web.directives.vocabulary import ACTS
from simin.web.effects.shown import effect_of
from simin.web.handed_in import harmless
from simin.web.presentation.times import CityTime
from simin.workflows.directive_names_effect import subject_of

NOTE, EVIDENCE = "note", "evidence"
PLAIN = (Act.ISSUE, Act.ACKNOWLEDGE, Act.START, Act.VERIFY, Act.CLOSE)


def found(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """404 with a way back, for what is not there and for what is not the reader's."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownDirectiveError:
            return render(request, "directives/missing.html", status=404)

    return looked


@allow(*DESK_ROLES)
@require_safe
@found
def page(request: HttpRequest, number: str) -> HttpResponseBase:
    reader = reader_of(request)
    one = queries.directive(number, reader)
    services.seen([one], by=reader)
    return _shown(request, number, Typed({}))


@allow(*DESK_ROLES)
@takes_files
@require_POST
@found
def act(request: HttpRequest, number: str, what: str) -> HttpResponseBase:
    """Do it, or show the page again with what was typed and why not."""
    reader = reader_of(request)
    queries.directive(number, reader)
    typed = posted(request, "text", "value", "measure", "key", "act")
    typed.told["act"] = what
    key = typed.told["key"][:80]
    try:
        _do(request, number, what, typed.told["text"], key)
    except (RejectedError, NotAllowedError) as error:
        typed.refused(error)
        return _shown(request, number, typed, status=409 if "state" in typed.faults else 400)
    messages.success(request, _("Done."), extra_tags="desk")
    return redirect("directive", number)


@allow(*DESK_ROLES)
@require_safe
@found
def evidence(request: HttpRequest, number: str, piece: int) -> HttpResponseBase:
    """A picture is shown, a document is handed out; neither is ever run. ``?small``: less of it."""
    kept = queries.piece_of_evidence(queries.directive(number, reader_of(request)), piece)
    picture = kept.kind == EvidenceKind.PHOTO
    content = queries.bytes_of(kept, small="small" in request.GET)
    media_type = "image/jpeg" if picture else kept.media_type
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = "inline" if picture else "attachment"
    return harmless(response)


def _do(request: HttpRequest, number: str, what: str, text: str, key: str) -> None:
    reader = reader_of(request)
    if what == NOTE:
        services.note(number, by=reader, text=text, key=key)
    elif what == EVIDENCE:
        services.add_evidence(number, handed_in(request), by=reader, key=key)
    elif what in set(Act) - {Act.DELIVER}:
        handed = handed_in(request) if what == Act.REPORT else Handed()
        services.act(number, Act(what), by=reader, text=text, handed=handed, key=key)
    else:
        raise RejectedError("state", "no such act")


def _shown(request: HttpRequest, number: str, typed: Typed, status: int = 200) -> HttpResponseBase:
    reader = reader_of(request)
    one = queries.directive(number, reader)
    parts, time, names = queries.parties(reader, one), city_time(), Names()
    acts = possible(State(one.state), parts)
    if one.acknowledged_at is not None:
        acts = [act for act in acts if act is not Act.ACKNOWLEDGE]
    if one.at_top:
        acts = [act for act in acts if act is not Act.ESCALATE]
    told = {
        "line": DirectiveLine(one, names, time),
        "directive": one,
        "typed": typed,
        "key": typed.told.get("key") or new_key(),
        "acts": set(acts),
        "plain": [(act.value, ACTS[act]) for act in acts if act in PLAIN],
        "reasoned": [
            (act.value, ACTS[act]) for act in acts if act in (Act.RETURN, Act.ESCALATE, Act.CANCEL)
        ],
        "may_amend": Party.ISSUER in parts and one.state not in FINAL,
        "may_add": Party.ADDRESSEE in parts and one.state not in FINAL,
        "reached": [
            (names.unit(each.unit), each) for each in queries.involved(one) if each.unit != one.unit
        ],
        "may_note": bool(parts) or reader.may_issue,
        "evidence": [(piece, figure_of(piece)) for piece in queries.evidence(one)],
        "effect": effect_of(subject_of(one.id), time),
        "deliveries": _deliveries(reader, one, names, time),
        "timeline": told_entries(queries.chain(one), names, time),
    }
    return render(request, "directives/one.html", told, status=status)


def _deliveries(
    reader: Reader, one: queries.Directive, names: Names, time: CityTime
) -> list[DeliveryLine]:
    if not queries.may_see_deliveries(reader, one):
        return []
    return delivery_lines(queries.deliveries(one), names, time)
