"""One question: what of everything fits, by kind, the best first."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from simin.domains.picture.frame import Snapshot
from simin.kit.word_search import wanted
from simin.web.presentation.times import CityTime
from simin.web.search import cards, kept, past
from simin.web.search.hit import Hit, Kind, Words, fit

#: Characters of a question that are read, and words.
LONGEST, MOST_WORDS = 100, 8
#: Shown of each kind, and of a chosen one on a page.
OF_EACH, ON_PAGE = 5, 30
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Group:
    kind: Kind
    hits: list[Hit]
    count: int


@dataclass(frozen=True)
class Answer:
    asked: str
    counts: Mapping[Kind, int]
    groups: list[Group]
    #: Number of the next page of a chosen kind; 0: there is none.
    next: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def answer(snapshot: Snapshot, time: CityTime, text: str, kind: Kind | None, page: int) -> Answer:
    """``page`` counts from 1 and is used with a ``kind`` only."""
    text = text[:LONGEST].strip()
    asked = wanted(text)[:MOST_WORDS]
    found = sorted(_all(snapshot, time, text, asked), key=_order) if asked else []
    counts = Counter(hit.kind for hit, _ in found)
    groups = [
        Group(one, [hit for hit, _ in found if hit.kind is one], counts[one])
        for one in Kind
        if counts[one] and kind in (None, one)
    ]
    first, most = (page - 1) * ON_PAGE if kind else 0, ON_PAGE if kind else OF_EACH
    cut = [Group(one.kind, one.hits[first : first + most], one.count) for one in groups]
    more = bool(kind and groups and groups[0].count > first + most)
    return Answer(text, counts, cut, page + 1 if more else 0)


def _all(
    snapshot: Snapshot, time: CityTime, text: str, asked: list[str]
) -> Iterator[tuple[Hit, int]]:
    seen: set[str] = set()
    for card, words in cards.matching(snapshot, asked):
        seen.add(card.id)
        yield cards.hit(card, time), fit(words, asked)
    for card, words in past.matching(text, asked):
        if card.id not in seen:
            seen.add(card.id)
            yield cards.hit(card, time), fit(words, asked)
    yield from _scored(kept.matching(asked), asked)


def _scored(things: Iterator[tuple[Hit, Words]], asked: list[str]) -> Iterator[tuple[Hit, int]]:
    return ((hit, fit(words, asked)) for hit, words in things)


def _order(found: tuple[Hit, int]) -> tuple[int, float, str]:
    """The best fit first, then the newest, then by name."""
    hit, score = found
    return (-score, -(hit.at or _LONG_AGO).timestamp(), hit.title)
