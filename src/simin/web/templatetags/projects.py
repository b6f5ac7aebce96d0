"""``{% load projects %}``: what the cards of projects and pledges show on their pages."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import Snapshot, View
from simin.web.card.lookup import viewer_view
from simin.web.directives.people import reader_of
from simin.web.presentation.times import CityTime
from simin.web.projects.lines import Lines, PledgeLine, project_lines
from simin.web.projects.money import money as money_words
from simin.web.projects.pledge_page import PledgePage, tallies
from simin.web.projects.project_map import ProjectMap, map_of_all
from simin.web.projects.project_page import ProjectPage
from simin.web.projects.vocabulary import SCHEDULES, SHAPES

register = template.Library()


@register.simple_tag(takes_context=True)
def project_page(context: Context, card: Card, time: CityTime) -> ProjectPage:
    """Of a card that the viewer may see; photos and papers only as far as citizens may."""
    request: HttpRequest = context["request"]
    return ProjectPage(card, time, request.GET, desk=False, view=viewer_view(request))


@register.simple_tag(takes_context=True)
def pledge_page(context: Context, card: Card, time: CityTime) -> PledgePage:
    request: HttpRequest = context["request"]
    office = viewer_view(request) is View.OFFICE
    return PledgePage(card, time, reader_of(request) if office else None)


@register.simple_tag
def project_cards(snapshot: Snapshot, time: CityTime) -> Lines:
    """Every project of the picture, withheld ones in their frame."""
    return project_lines(_of("project", snapshot), time)


@register.simple_tag
def projects_map(snapshot: Snapshot) -> ProjectMap | None:
    return map_of_all(_of("project", snapshot), "card")


@register.simple_tag
def pledge_cards(snapshot: Snapshot, time: CityTime) -> list[PledgeLine]:
    found = sorted(_of("pledge", snapshot), key=lambda card: (card.rank, card.id))
    return [PledgeLine(card, time) for card in found if isinstance(card, Card)]


@register.simple_tag
def pledge_tallies() -> dict[str, object]:
    return tallies()


@register.simple_tag
def standings(card: Card) -> list[tuple[str, str, str, int]]:
    """Schedule, its words, its icon, how many: those that there are."""
    counts = card.body["schedules"]
    return [
        (one, str(words), SHAPES[one], counts[one])
        for one, words in SCHEDULES.items()
        if counts.get(one)
    ]


@register.filter
def money(amount: float | None) -> str:
    return money_words(amount)


def _of(kind: str, snapshot: Snapshot) -> list[Card | WithheldCard]:
    return [card for card in snapshot.cards if card.kind == kind]
