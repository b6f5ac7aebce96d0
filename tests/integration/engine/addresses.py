"""Every address that the town answers, made from the URL configuration itself."""

from collections.abc import Iterable, Iterator

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.places import queries as places

#: Routes that are asked for once for every card.
OF_CARDS = ("card", "card-json", "card-history", "card-rows")
OF_FACILITIES = "map-facilities"


def of_each_kind(cards: Iterable[Card | WithheldCard]) -> list[str]:
    """Ids of a card of each kind in each domain: the others' pages are made by the same lines."""
    first: dict[tuple[str, str | None], str] = {}
    for card in cards:
        first.setdefault((card.kind, card.domain), card.id)
    return sorted(first.values())


def names(resolver: URLResolver | None = None) -> Iterator[str]:
    """Names of all routes; a route without one is a redirect of a library."""
    for known in (resolver or get_resolver()).url_patterns:
        if isinstance(known, URLResolver):
            yield from names(known)
        elif isinstance(known, URLPattern) and known.name:
            yield known.name


def addresses(card_ids: list[str]) -> dict[str, list[str]]:
    """Route name to its addresses, in both languages where it has two."""
    found: dict[str, list[str]] = {}
    for language in ("ko", "en"):
        with override(language):
            for name in names():
                found.setdefault(name, []).extend(_of(name, card_ids))
    return {name: sorted(set(many)) for name, many in found.items()}


def _of(name: str, card_ids: list[str]) -> Iterator[str]:
    if name in OF_CARDS:
        yield from (reverse(name, args=[card]) for card in [*card_ids, "none/none"])
        return
    if name == OF_FACILITIES:
        yield from (reverse(name, args=[kind]) for kind in ("shelter", "none"))
        return
    try:
        yield reverse(name)
    except NoReverseMatch:
        # Sign-in's own addresses with a key in them; they know nothing of the city.
        return
    if name in ("citizen", "office"):
        for query in ("domain=safety", *(f"district={each.id}" for each in places.districts())):
            yield f"{reverse(name)}?{query}"
