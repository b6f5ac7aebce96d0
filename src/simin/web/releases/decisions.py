"""``/withheld/decisions/``: every decision on release; offices are named, people never.

Proposals are not decisions yet and stand at the desk alone.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.domains.releases import queries
from simin.domains.releases.queries import ReleaseDecision
from simin.kit.errors import RejectedError
from simin.web.access import public
from simin.web.costly import costly, in_a_line
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.presentation.city import city_frame
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.releases.answering import as_csv, as_json, kept
from simin.web.releases.vocabulary import DECISIONS, KINDS, REASONS, STATES, part, word

#: Rows of a file.
FILE_ROWS = 200
HEADER = (
    "id", "at", "card", "kind", "field", "decision", "reason", "office", "until", "review_on",
    "state", "ended_at", "commitment",
)  # fmt: skip


@public
@costly(2)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?card=&cursor=``."""
    time, card = city_time(), request.GET.get("card", "")[:200]
    found = or_first(
        lambda place: queries.decided(card=card, cursor=place), request.GET.get("cursor", "")[:100]
    )
    told = {
        "lines": [line(one, time) for one in found.rows],
        "cursor": found.cursor,
        "card": card,
        "city": city_frame(),
    }
    return kept(request, render(request, "releases/decisions.html", told))


@public
@costly(2, in_a_line)
@require_safe
def json(request: HttpRequest) -> HttpResponseBase:
    """``?cursor=``; ``{"decisions": [...], "cursor": … | null}``, the newest first."""
    try:
        found = queries.decided(cursor=request.GET.get("cursor", "")[:100], limit=FILE_ROWS)
    except RejectedError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    rows = [dict(zip(HEADER, _cells(one), strict=True)) for one in found.rows]
    return as_json(request, {"decisions": rows, "cursor": found.cursor})


@public
@costly(2, in_a_line)
@require_safe
def csv(request: HttpRequest) -> HttpResponseBase:
    """The newest 200; all of them page by page as JSON."""
    rows = queries.decided(limit=FILE_ROWS).rows
    return as_csv(request, "decisions", HEADER, (_cells(one) for one in rows))


def line(one: ReleaseDecision, time: CityTime) -> dict[str, Any]:
    return {
        "id": one.pk,
        "at": iso(one.decided_at or one.at),
        "clock": time.clock(one.decided_at or one.at),
        "card": one.card,
        "is_card": one.kind != "dataset",
        "kind": word(KINDS, one.kind),
        "part": part(one.field),
        "decision": word(DECISIONS, one.decision),
        "name": one.decision,
        "reason": word(REASONS, one.reason) if one.reason else "",
        "office": in_words(one.office),
        "review": _review(one, time),
        "state": word(STATES, one.state),
        "in_force": one.state == queries.State.IN_FORCE,
        "commitment": one.commitment,
    }


def _review(one: ReleaseDecision, time: CityTime) -> str:
    if one.until is not None:
        return _("public from %(time)s") % {"time": time.clock(one.until)}
    return date_format(one.review_on, "DATE_FORMAT") if one.review_on else ""


def _cells(one: ReleaseDecision) -> list[str]:
    return [
        str(one.pk),
        iso(one.decided_at or one.at),
        one.card,
        one.kind,
        one.field,
        one.decision,
        one.reason,
        in_words(one.office),
        iso(one.until) if one.until else "",
        one.review_on.isoformat() if one.review_on else "",
        one.state,
        iso(one.ended_at) if one.ended_at else "",
        one.commitment,
    ]
