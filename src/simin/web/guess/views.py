"""Ask, take a guess, show what it was, ask on; at the end the round in one view.

Every answer is made for one person and kept nowhere. A guess is counted once a form, and at most
so often an hour from one address, which is remembered for that hour by the limiter alone.
"""

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
from simin.domains.guesses.errors import NotAskedError
from simin.domains.picture import queries as picture
from simin.domains.picture.frame import Snapshot, View
from simin.web.access import public
from simin.web.card.page import city_of
from simin.web.guess import forms, questions, rounds
from simin.web.guess.forms import Key
from simin.web.guess.page import GuessPage, Sent
from simin.web.guess.questions import Question
from simin.web.guess.rounds import Answer, Round
from simin.web.own_page import from_own_page
from simin.web.presentation.screen import Screen


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def of_the_day(request: HttpRequest) -> HttpResponseBase:
    """``?r=``: what was said so far; ``&next=1``: on to the next question, or to the end."""
    snapshot = picture.current(View.PUBLIC)
    if snapshot is None:
        return render(request, "parts/no_picture.html", status=503)
    so_far = _so_far(request)
    asked = questions.of_the_day(so_far.day, snapshot)
    return _answered(request, snapshot, so_far, asked, reverse("guess"))


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def alone(request: HttpRequest, indicator: str) -> HttpResponseBase:
    """One indicator; 404 for what is not asked."""
    snapshot = picture.current(View.PUBLIC)
    if snapshot is None:
        return render(request, "parts/no_picture.html", status=503)
    here = reverse("guess-one", args=[indicator])
    return _answered(request, snapshot, _so_far(request), [indicator], here)


def _so_far(request: HttpRequest) -> Round:
    said = request.POST.get("r") or request.GET.get("r", "")
    told = rounds.opened(said) if said else None
    return told or Round(day=questions.today(), lost=bool(said))


def _answered(
    request: HttpRequest, snapshot: Snapshot, so_far: Round, asked: list[str], here: str
) -> HttpResponseBase:
    sent = Sent()
    try:
        if request.method == "POST":
            sent = _taken(request, snapshot, so_far)
            if sent.round is not None:
                return HttpResponseRedirect(f"{here}?{urlencode({'r': rounds.sealed(sent.round)})}")
        screen = Screen(snapshot, city_of(), datetime.now(UTC), {})
        page = GuessPage(screen, so_far, asked, here, sent, on="next" in request.GET)
        response = render(request, page.template, {"page": page}, status=sent.status)
    except NotAskedError:
        response = render(request, "guess/missing.html", status=404)
    patch_cache_control(response, private=True, no_store=True)
    if sent.status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "3600"
    return response


def _taken(request: HttpRequest, snapshot: Snapshot, so_far: Round) -> Sent:
    """The round with the new answer, or what was wrong. Raises ``NotAskedError``."""
    if not from_own_page(request):
        raise PermissionDenied("a guess comes from our own page")
    text = forms.typed(request)
    try:
        key = forms.read_key(request.POST.get("key", ""))
    except signing.BadSignature:
        return Sent(text, _("The page had been open for too long. Please guess again."), 400)
    if so_far.answer_to(key.indicator):
        return Sent(round=so_far)
    asked = questions.question(key.indicator, key.day, snapshot)
    guess, fault = forms.number(text, asked)
    if guess is None:
        return Sent(text, fault, 400)
    if not ratelimit.consume(request, action="guess"):
        fault = _("There were many guesses from where you are. Try again in an hour.")
        return Sent(text, fault, HTTPStatus.TOO_MANY_REQUESTS)
    return Sent(round=so_far.with_answer(_answer(key, asked, guess, snapshot)))


def _answer(key: Key, asked: Question, guess: float, snapshot: Snapshot) -> Answer:
    """Counted, with the value of this very picture beside it."""
    bounds = key.bounds(asked.bounds.step)
    told = services.Guess(
        indicator=key.indicator, day=key.day, bounds=bounds, guess=guess, value=asked.value
    )
    return Answer(
        indicator=key.indicator,
        guess=guess,
        low=bounds.low,
        high=bounds.high,
        value=asked.value,
        frame=snapshot.number,
        hash=snapshot.hash[:8],
        at=snapshot.city_time,
        trust=asked.card.trust,
        counted=services.count(told, form=key.digest, until=forms.taken_until()),
    )
