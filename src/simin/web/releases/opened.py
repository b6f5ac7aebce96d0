"""``/declassified/…``: what was withheld and is open now, with the salts, for anyone to check.

The bytes are handed out as they were committed to; nothing is written anew.
"""

import json as plain
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from simin.domains.picture import queries as picture
from simin.domains.picture.queries import Opened
from simin.kit.errors import RejectedError
from simin.web.access import public
from simin.web.costly import costly, in_a_line
from simin.web.desk.moment import city_time
from simin.web.presentation.city import city_frame
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.releases.answering import as_json, kept
from simin.web.releases.vocabulary import KINDS, part, word

HOW = "SHA-256 over the 16 bytes of salt (hex) and then the UTF-8 bytes of content"


@public
@costly(2)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """The cards of which something was opened, the newest first."""
    time = city_time()
    found = [
        {
            "card": one.card,
            "kind": word(KINDS, one.card.partition("/")[0]),
            "count": one.count,
            "at": iso(one.at),
            "clock": time.clock(one.at),
        }
        for one in picture.opened_cards()
    ]
    told = {"cards": found, "city": city_frame()}
    return kept(request, render(request, "releases/opened.html", told))


@public
@costly(2)
@require_safe
def page(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``?at=2022-03-05T14:05`` (the city's time) or ``?frame=``: what the mayor saw then."""
    time = city_time()
    found = picture.opened(card_id, limit=50)
    chosen = _chosen(request, card_id, time) or (found.rows[0] if found.rows else None)
    told = {
        "card": card_id[:200],
        "rows": [_row(one, time) for one in found.rows],
        "more": found.cursor is not None,
        "chosen": _row(chosen, time) if chosen else None,
        "content": _pretty(chosen) if chosen else "",
        "seen_at": request.GET.get("at", "")[:30],
        "city": city_frame(),
        "how": HOW,
    }
    response = render(request, "releases/opened_card.html", told, status=200 if found.rows else 404)
    return kept(request, response)


@public
@costly(2, in_a_line)
@require_safe
def json(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``{"card", "how", "promises": […], "cursor"}``, the newest promise first."""
    try:
        found = picture.opened(card_id, cursor=request.GET.get("cursor", "")[:100])
    except RejectedError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    promises = [
        {
            "frame": one.frame,
            "city_time": one.city_time,
            "field": one.field,
            "commitment": one.commitment,
            "salt": one.salt,
            "content": one.content.decode(),
        }
        for one in found.rows
    ]
    told = {"card": card_id[:200], "how": HOW, "promises": promises, "cursor": found.cursor}
    return as_json(request, told)


def _chosen(request: HttpRequest, card_id: str, time: CityTime) -> Opened | None:
    frame, at = request.GET.get("frame", ""), request.GET.get("at", "")
    if frame.isascii() and frame.isdecimal() and len(frame) < 16:
        return picture.opened_at(card_id, frame=int(frame))
    try:
        moment = datetime.fromisoformat(at)
        local = (moment if moment.tzinfo else moment.replace(tzinfo=time.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return picture.opened_at(card_id, at=local)


def _row(one: Opened, time: CityTime) -> dict[str, Any]:
    return {
        "frame": one.frame,
        "at": iso(one.city_time),
        "day": date_format(time.local(one.city_time), "DATE_FORMAT"),
        "clock": f"{time.local(one.city_time):%H:%M:%S}",
        "part": part(one.field),
        "field": one.field,
        "commitment": one.commitment,
        "salt": one.salt,
        "content": one.content.decode(),
        "title": _title(one),
    }


def _title(one: Opened) -> str:
    return in_words(plain.loads(one.content).get("title") or {})


def _pretty(one: Opened) -> str:
    return plain.dumps(plain.loads(one.content), ensure_ascii=False, indent=2)
