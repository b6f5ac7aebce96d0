"""``/feeds/NAME.atom``, ``.rss`` and ``/calendar.ics``, each with ``?district=`` and ``?lang=``.

Feeds of projects and pledges are also asked for one card: ``?card=project/ID``.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from simin.domains.news import queries as notices
from simin.domains.picture import queries as picture
from simin.domains.picture.card import WithheldCard
from simin.domains.picture.frame import View
from simin.domains.places import queries as places
from simin.kit.clock import city_clock
from simin.kit.errors import NotFoundError, RejectedError
from simin.kit.text import pick
from simin.kit.translated import languages, words
from simin.web.doors.door import Refusal, door
from simin.web.doors.entries import city_words
from simin.web.doors.feeds.calendar import calendar
from simin.web.doors.feeds.topics import MOST, TOPICS
from simin.web.doors.feeds.wanted import Wanted
from simin.web.doors.feeds.written import ATOM_TYPE, RSS_TYPE, Feed, atom, rss
from simin.web.own_address import base_of

#: Events that ended so long ago are still told, for calendars that were asleep.
BACK = timedelta(days=7)
#: Feeds that can be asked for one card, and how its id begins.
_OF_CARDS = {"projects": "project/", "pledges": "pledge/"}


def _refuse(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    told = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
    text = "text/plain; charset=utf-8"
    return HttpResponse(f"{told}\n", status=refusal.status, content_type=text)


@door(_refuse, kept=30)
def feed(request: HttpRequest, name: str, form: str) -> HttpResponse:
    topic = TOPICS.get(name)
    if topic is None:
        raise NotFoundError(f"there is no feed {name!r:.60}; there are {', '.join(TOPICS)}")
    title, tell = topic
    wanted = _wanted(request, name)
    items = sorted(tell(wanted), key=lambda one: (one.updated, one.id), reverse=True)
    told = Feed(
        address=request.build_absolute_uri(),
        title=f"{pick(city_words(), wanted.language)} · {pick(title(), wanted.language)}",
        author=_author(wanted.language),
        language=wanted.language,
        home=f"{wanted.base}/",
        items=items[:MOST],
    )
    write, media = (atom, ATOM_TYPE) if form == "atom" else (rss, RSS_TYPE)
    return HttpResponse(write(told), content_type=f"{media}; charset=utf-8")


@door(_refuse, kept=300)
def events(request: HttpRequest) -> HttpResponse:
    wanted = _wanted(request)
    today = places.day_of(city_clock().now()) if places.has_city() else city_clock().now().date()
    found = notices.events(ending_from=today - BACK, district=wanted.district)
    hidden = _withheld()
    body = calendar(
        [one for one in found if f"news/{one.pk}" not in hidden],
        title=pick(words("Events in {city}", city=city_words()), wanted.language),
        host=request.get_host().partition(":")[0],
        base=wanted.base,
        language=wanted.language,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="events.ics"'
    return response


def _withheld() -> set[str]:
    snapshot = picture.current(View.PUBLIC)
    cards = snapshot.cards if snapshot else ()
    return {card.id for card in cards if isinstance(card, WithheldCard)}


def _wanted(request: HttpRequest, topic: str = "") -> Wanted:
    known = ["district", "lang", *(["card"] if topic in _OF_CARDS else [])]
    for name in request.GET:
        if name not in known:
            raise RejectedError(name, f"is no parameter; there are {', '.join(known)}")
    card = request.GET.get("card", "")[:120]
    if card and not card.startswith(_OF_CARDS[topic]):
        raise RejectedError("card", f"begins with {_OF_CARDS[topic]}")
    spoken, district = languages(), request.GET.get("district", "")
    language = request.GET.get("lang", spoken[0])
    if language not in spoken:
        raise RejectedError("lang", f"one of {', '.join(spoken)}")
    if district and district not in {one.id for one in places.districts()}:
        raise RejectedError("district", f"the city has no district {district!r:.60}")
    base = base_of(request)
    return Wanted(base=base, language=language, district=district, card=card)


def _author(language: str) -> str:
    office = pick(places.city().office, language) if places.has_city() else ""
    return office or "Simin"
