"""``/guess/…/line/``: the last stretch of a series is drawn before it is seen.

As the number is guessed: nothing hidden before, only counts kept after, the answer in the address.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from allauth.core import ratelimit
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from simin.domains.guesses import services
from simin.domains.guesses.bounds import Bounds, step_of
from simin.domains.guesses.errors import NotAskedError
from simin.domains.picture import queries as picture
from simin.domains.picture.frame import Snapshot, View
from simin.web.access import public
from simin.web.card.page import city_of
from simin.web.guess import line_forms
from simin.web.guess.forms import taken_until
from simin.web.guess.line_answer import LineAnswer, opened, sealed
from simin.web.guess.line_page import LineQuestionPage, LineResultPage
from simin.web.guess.line_question import LineQuestion, line_question
from simin.web.guess.questions import open_cards
from simin.web.own_page import from_own_page
from simin.web.presentation.screen import Screen


@dataclass(frozen=True)
class SentLine:
    texts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    fault: str = ""
    status: int = HTTPStatus.OK
    answer: LineAnswer | None = None


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, indicator: str) -> HttpResponseBase:
    """``?r=``: what was drawn; 404 for what is not asked, or has too short a past."""
    snapshot = picture.current(View.PUBLIC)
    if snapshot is None:
        return render(request, "parts/no_picture.html", status=503)
    sent = SentLine()
    try:
        if request.method == "POST":
            sent = _taken(request, indicator, snapshot)
            if sent.answer is not None:
                here = reverse("guess-line", args=[indicator])
                return HttpResponseRedirect(f"{here}?{urlencode({'r': sealed(sent.answer)})}")
        response = _shown(request, indicator, snapshot, sent)
    except NotAskedError:
        response = render(request, "guess/missing.html", status=404)
    patch_cache_control(response, private=True, no_store=True)
    if sent.status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "3600"
    return response


def _shown(
    request: HttpRequest, indicator: str, snapshot: Snapshot, sent: SentLine
) -> HttpResponseBase:
    screen = Screen(snapshot, city_of(), datetime.now(UTC), {})
    answer = opened(request.GET.get("r", "")) if not sent.fault else None
    if answer is not None and answer.indicator == indicator:
        card = open_cards(snapshot).get(indicator)
        if card is None:
            raise NotAskedError(str(NotAskedError.__doc__))
        page = LineResultPage(screen, card, answer)
        return render(request, "guess/line_result.html", {"page": page})
    asked = LineQuestionPage(screen, line_question(indicator, snapshot), sent.texts, sent.faults)
    told = {"page": asked, "sent": sent}
    return render(request, "guess/line.html", told, status=sent.status)


def _taken(request: HttpRequest, indicator: str, snapshot: Snapshot) -> SentLine:
    """The answer, or what was wrong. Raises ``NotAskedError``."""
    if not from_own_page(request):
        raise PermissionDenied("a guess comes from our own page")
    texts = line_forms.typed(request)
    try:
        key = line_forms.read_key(request.POST.get("key", ""), indicator)
    except signing.BadSignature:
        fault = _("The page had been open for too long. Please guess again.")
        return SentLine(texts, [], fault, HTTPStatus.BAD_REQUEST)
    asked = line_question(indicator, snapshot, key.until)
    bounds = Bounds(key.low, key.high, step_of(key.low, key.high, asked.decimals))
    values, faults = line_forms.numbers(texts, bounds, asked.decimals)
    if any(faults):
        fault = _("Nothing was sent yet. See what is marked below; what you typed is kept.")
        return SentLine(texts, faults, fault, HTTPStatus.BAD_REQUEST)
    if not ratelimit.consume(request, action="guess"):
        fault = _("There were many guesses from where you are. Try again in an hour.")
        return SentLine(texts, [], fault, HTTPStatus.TOO_MANY_REQUESTS)
    return SentLine(answer=_counted(key, asked, bounds, values, snapshot))


def _counted(
    key: line_forms.LineKey,
    asked: LineQuestion,
    bounds: Bounds,
    values: list[float],
    snapshot: Snapshot,
) -> LineAnswer:
    told = services.LineGuess(
        indicator=asked.card.id,
        day=key.day,
        bounds=bounds,
        guesses=tuple(values),
        values=asked.values,
    )
    counted = services.count_line(told, form=key.digest, until=taken_until())
    return LineAnswer(
        indicator=asked.card.id,
        day=key.day,
        guesses=told.guesses,
        low=bounds.low,
        high=bounds.high,
        shown=asked.stretch.shown,
        hidden=asked.stretch.hidden,
        daily=asked.daily,
        at=snapshot.city_time,
        trust=asked.card.trust,
        counted=counted,
    )
