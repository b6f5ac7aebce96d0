"""Incidents and warnings that have left the picture, as far as everyone may see them.

The tables' own words find candidates; what counts is whether the public card has the words, so that
what is masked or withheld on it cannot be found out by asking.
"""

from collections.abc import Iterator, Sequence

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Filters
from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.domains.warnings import queries as warnings
from simin.web.card.lookup import NoPictureError, UnknownCardError, find
from simin.web.search.cards import words_of
from simin.web.search.hit import Words, fit

#: Candidates that are looked at.
INCIDENTS, WARNINGS = 40, 20


def matching(text: str, asked: Sequence[str]) -> Iterator[tuple[Card, Words]]:
    found = incidents.page(Filters(text=text, drill=False), limit=INCIDENTS)
    yield from _public([f"incident/{row.pk}" for row in found.rows], asked)
    told = warnings.page(search=text, limit=WARNINGS)
    yield from _public([f"warning/{row.pk}" for row in told.rows], asked)


def _public(ids: Sequence[str], asked: Sequence[str]) -> Iterator[tuple[Card, Words]]:
    for card_id in ids:
        try:
            card = find(card_id, View.PUBLIC).card
        except (UnknownCardError, NoPictureError):
            continue
        if isinstance(card, Card):
            words = words_of(card)
            if fit(words, asked):
                yield card, words
