"""``/card/…``: the page of a card, the card itself, its history and its raw rows.

The public view is the same for everyone and may be kept for a moment; the office's never is.
"""

from datetime import UTC, datetime

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

from simin.domains.alerts import queries as alerts
from simin.domains.identity.policies import RULE_KEEPER_ROLES, WARNING_ROLES, may
from simin.domains.picture.card import WithheldCard
from simin.domains.picture.frame import View
from simin.domains.picture.wire import encode
from simin.web.access import public, roles_held
from simin.web.card.history import asked_range, wire
from simin.web.card.indicator_page import IndicatorPage
from simin.web.card.lookup import Found, NoPictureError, UnknownCardError, find, viewer_view
from simin.web.card.page import CardPage, city_of
from simin.web.card.rows import as_csv
from simin.web.costly import costly, counted
from simin.web.presentation.times import CityTime, city_now
from simin.web.rules.silencing import MuteForm

#: Seconds for which the public's answer may be kept: the picture changes once a second.
KEPT = 2
HISTORY_KEPT = 30


def as_problem(_request: HttpRequest, seconds: int) -> HttpResponse:
    return _problem(429, f"too many requests from one address; wait {seconds} s")


@public
@counted(0.25)
@require_safe
def page(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """The card's page; 404 for a card that never was, 503 before the first picture."""
    view = viewer_view(request)
    try:
        found = find(card_id, view)
    except NoPictureError:
        return render(request, "parts/no_picture.html", status=503)
    except UnknownCardError:
        return render(request, "card/missing.html", {"asked": card_id[:100]}, status=404)
    shown = CardPage(found, city_of(), datetime.now(UTC), request.GET)
    if shown.elsewhere:
        return HttpResponseRedirect(shown.elsewhere)
    told: dict[str, object] = {
        "page": shown,
        "card": found.card,
        "may_warn": _may_warn(request, shown),
    }
    told |= _mute(request, shown)
    return _kept(render(request, shown.template, told), view)


def _mute(request: HttpRequest, shown: CardPage) -> dict[str, object]:
    """How an alert is muted: told to the office, whose answers are never kept for others."""
    if not shown.office or shown.shown.kind != "alert":
        return {}
    form = MuteForm(alerts.mute_of(int(shown.shown.id.removeprefix("alert/"))), shown.time)
    return {"mute": form, "keeps": may(roles_held(request), RULE_KEEPER_ROLES)}


def _may_warn(request: HttpRequest, shown: CardPage) -> bool:
    """Whether a warning may be drafted from here: by the office, never of a drill."""
    if not shown.office or shown.shown.kind != "incident" or isinstance(shown.shown, WithheldCard):
        return False
    return may(roles_held(request), WARNING_ROLES) and not shown.shown.body.get("drill")


@public
@require_safe
def card(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``/card/{id}.json``: the card as it stands in the picture's snapshot."""
    view = viewer_view(request)
    found = _found(card_id, view)
    return found if isinstance(found, HttpResponse) else _json(request, encode(found.card), view)


@public
@costly(2, as_problem)
@require_safe
def history(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``?range=day|week|month&district=…``: the city's series and the chosen districts'."""
    view = viewer_view(request)
    shown = _indicator(request, card_id, view)
    if isinstance(shown, HttpResponse):
        return shown
    text = request.GET.get("range", "")
    series = shown.history
    if text and asked_range(text, series.range) != text:
        return _problem(400, "range: one of day, week, month")
    body = msgspec.json.encode(wire(series, shown.card, shown.time.zone.key))
    return _json(request, body, view, HISTORY_KEPT)


@public
@costly(2, as_problem)
@require_safe
def rows(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``?stream=…&before=…``: raw rows as CSV, newest first, at most 1,000."""
    view = viewer_view(request)
    shown = _indicator(request, card_id, view)
    if isinstance(shown, HttpResponse):
        return shown
    found = shown.file()
    if found is None:
        return _problem(404, "no datastream is behind this card")
    response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    name = found.stream.slug.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    if found.page.next is not None:
        older = f"{request.path}?stream={found.stream.slug}&before={found.page.next}"
        response["Link"] = f'<{older}>; rel="next"'
    return _kept(response, view, HISTORY_KEPT)


def _found(card_id: str, view: View) -> Found | HttpResponse:
    try:
        return find(card_id, view)
    except NoPictureError:
        return _problem(503, "the city has not published its first picture yet")
    except UnknownCardError:
        return _problem(404, "no such card")


def _indicator(request: HttpRequest, card_id: str, view: View) -> IndicatorPage | HttpResponse:
    """The indicator, or what to answer instead: withheld is withheld here too."""
    found = _found(card_id, view)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(found.card, WithheldCard):
        return _problem(403, f"withheld: {found.card.release.reason}")
    if found.card.kind != "indicator":
        return _problem(404, f"a card of the kind {found.card.kind} has no series")
    time = CityTime(city_now(found.snapshot, datetime.now(UTC)), city_of().zone)
    return IndicatorPage(found.card, time, request.GET, view)


def _json(request: HttpRequest, body: bytes, view: View, seconds: int = KEPT) -> HttpResponseBase:
    response = _kept(HttpResponse(body, content_type="application/json"), view, seconds)
    if view is View.PUBLIC:
        response["Access-Control-Allow-Origin"] = "*"
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _kept[Response: HttpResponse](response: Response, view: View, seconds: int = KEPT) -> Response:
    if view is View.PUBLIC:
        patch_cache_control(response, public=True, max_age=seconds)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _problem(status: int, detail: str) -> HttpResponse:
    body = msgspec.json.encode({"status": status, "detail": detail})
    return HttpResponse(body, status=status, content_type="application/problem+json")
