"""What each feed tells: news, incidents, warnings, changes of data sets, projects, pledges.

News and incidents come from the public picture. What is replayed or made up says so.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Origin
from simin.domains.picture.frame import View
from simin.domains.places import queries as places
from simin.domains.warnings import queries as warnings
from simin.domains.warnings.concerning import concerns
from simin.domains.warnings.queries import Message
from simin.kit.clock import city_clock
from simin.kit.text import Text, pick
from simin.kit.translated import words
from simin.web.doors.feeds.wanted import Wanted
from simin.web.doors.feeds.works import promises, works
from simin.web.doors.feeds.written import FeedEntry
from simin.workflows.open_data import opening

#: Items of a feed.
MOST = 100
CAP_TYPE = "application/cap+xml"


def marked(origin: str) -> Text:
    """What stands beside whatever was not measured here and now."""
    if origin == Origin.REPLAYED:
        return words("Replayed from a recording")
    return words("Made by a generator") if origin == Origin.SYNTHETIC else {}


def news(wanted: Wanted) -> Iterator[FeedEntry]:
    for card in _cards("news", wanted):
        body = card.body
        at = datetime.fromisoformat(body["published_at"])
        category = pick(body.get("category") or {}, wanted.language)
        yield _of_card(card, wanted, at, at, pick(body.get("summary") or {}, wanted.language),
                       category)  # fmt: skip


def incidents(wanted: Wanted) -> Iterator[FeedEntry]:
    for card in _cards("incident", wanted):
        body = card.body
        if body.get("drill"):
            continue
        timeline = body.get("timeline") or ()
        reported = datetime.fromisoformat(body["reported_at"])
        told = [datetime.fromisoformat(entry["at"]) for entry in timeline]
        state = pick(body["state_name"], wanted.language)
        place = pick(card.place.label or {}, wanted.language) if card.place else ""
        summary = " · ".join(part for part in (state, place) if part)
        kind = pick(body["kind_name"], wanted.language)
        yield _of_card(card, wanted, reported, max([reported, *told]), summary, kind)


def alerts(wanted: Wanted) -> Iterator[FeedEntry]:
    """Messages in force and those of the last thirty days."""
    outlines = _outlines()
    for message in warnings.feed(city_clock().now()):
        if not wanted.district or concerns(message.content, wanted.district, outlines):
            yield _of_message(message, wanted)


def data_sets(wanted: Wanted) -> Iterator[FeedEntry]:
    """The last change of each."""
    for found in sorted(opening.datasets(), key=lambda one: one.changed_at, reverse=True):
        newest, address = found.newest, f"{wanted.base}/data/{found.id}/"
        if newest is None:
            continue
        summary = words(
            "Version {number}: {rows} rows; {added} added, {changed} changed, {removed} removed",
            number=newest.number,
            rows=newest.rows,
            added=newest.added,
            changed=newest.changed,
            removed=newest.removed,
        )
        yield FeedEntry(
            id=f"{address}#{newest.number}",
            title=pick(found.dataset.title, wanted.language),
            summary=pick(summary, wanted.language),
            updated=newest.at,
            published=newest.at,
            address=address,
            categories=(found.dataset.theme,) if found.dataset.theme else (),
        )


def _cards(kind: str, wanted: Wanted) -> Iterable[Card]:
    """Whole cards only: of a withheld one there is nothing to tell."""
    snapshot = picture.current(View.PUBLIC)
    for card in snapshot.cards if snapshot else ():
        if isinstance(card, Card) and card.kind == kind:
            here = card.place.district if card.place else None
            if not wanted.district or here == wanted.district:
                yield card


def _of_card(
    card: Card, wanted: Wanted, published: datetime, updated: datetime, summary: str, kind: str
) -> FeedEntry:
    mark = pick(marked(card.trust.origin), wanted.language)
    address = f"{wanted.base}/card/{card.id}"
    return FeedEntry(
        id=address,
        title=pick(card.title, wanted.language),
        summary=f"{summary} ({mark})" if mark else summary,
        updated=updated,
        published=published,
        address=address,
        categories=tuple(one for one in (kind, card.trust.origin.value) if one),
    )


def _of_message(message: Message, wanted: Wanted) -> FeedEntry:
    address = f"{wanted.base}/cap/{message.identifier}.xml"
    return FeedEntry(
        id=address,
        title=pick(message.content["headline"], wanted.language),
        summary=pick(message.content["description"], wanted.language),
        updated=message.sent_at,
        published=message.sent_at,
        address=address,
        address_type=CAP_TYPE,
        categories=(message.type.capitalize(),),
    )


def _outlines() -> dict[str, object]:
    return {one.id: one.geometry for one in places.districts()}


#: Name of a feed to what it is called and tells.
TOPICS: dict[str, tuple[Callable[[], Text], Callable[[Wanted], Iterable[FeedEntry]]]] = {
    "news": (lambda: words("News"), news),
    "incidents": (lambda: words("Incidents"), incidents),
    "warnings": (lambda: words("Warnings to the public"), alerts),
    "data": (lambda: words("Changes of data sets"), data_sets),
    "projects": (lambda: words("Major projects"), works),
    "pledges": (lambda: words("Pledges"), promises),
}
