"""The public catalogue as it is searched: every data set and family of one moment, with its facets.

Made once and asked often; nothing in it changes. ``kept`` says when another one is made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simin.kit.ranked_search import Ranked
from simin.workflows.open_data.opening import PublicDataset, PublicFamily

type Mask = NDArray[np.bool_]
type Freshness = Literal["day", "week", "month", "older", "never"]

FACETS = ("theme", "owner", "format", "licence", "freshness", "place")
SORTS = ("relevance", "title", "changed", "rows")
_WEIGHTS = {"id": 6.0, "title": 8.0, "columns": 2.0, "owner": 3.0, "description": 1.5}
_SPANS: tuple[tuple[Freshness, timedelta], ...] = (
    ("day", timedelta(days=1)),
    ("week", timedelta(days=7)),
    ("month", timedelta(days=31)),
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the catalogue."""

    of: PublicDataset | PublicFamily
    titles: Mapping[str, str]
    theme: str
    owner: str
    licence: str
    formats: tuple[str, ...]
    changed_at: datetime | None
    #: Rows, or observations.
    count: int
    #: ``map``: each row has its place; ``district``: each says its district.
    places: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        return isinstance(self.of, PublicDataset)


@dataclass(frozen=True)
class Found:
    """A page of what was found, and how many there are of each value of each facet."""

    entries: list[Entry]
    count: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass
class Shelf:
    """``texts``: what each entry is found by; ``ranked`` of a shelf with the same texts is kept."""

    entries: Sequence[Entry]
    texts: Sequence[Mapping[str, Sequence[str]]]
    at: datetime
    ranked: Ranked | None = None
    _facets: dict[str, dict[str, Mask]] = field(default_factory=dict)
    _orders: dict[tuple[str, str], NDArray[np.int64]] = field(default_factory=dict)
    _ranks: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    _languages: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ranked = self.ranked or Ranked(self.texts, _WEIGHTS)
        self._languages = {language for one in self.entries for language in one.titles}
        told: Mapping[str, Callable[[Entry], Iterable[str]]] = {
            "theme": lambda one: (one.theme,),
            "owner": lambda one: (one.owner,),
            "format": lambda one: one.formats,
            "licence": lambda one: (one.licence,),
            "freshness": lambda one: (self._freshness(one),),
            "place": lambda one: one.places,
        }
        for name, values in told.items():
            self._facets[name] = _masks([list(values(one)) for one in self.entries])

    def _freshness(self, one: Entry) -> Freshness:
        if one.changed_at is None:
            return "never"
        age = self.at - one.changed_at
        return next((name for name, span in _SPANS if age <= span), "older")

    def search(
        self,
        query: str,
        chosen: Mapping[str, str],
        *,
        sort: str,
        language: str,
        first: int,
        most: int,
    ) -> Found:
        """``chosen``: facet to its value; entries ``first`` to ``first + most``."""
        assert self.ranked is not None
        language = language if language in self._languages else ""
        scores = self.ranked.scores(query) if query.strip() else np.ones(len(self.entries))
        masks = {name: self._chosen(name, value) for name, value in chosen.items() if value}
        all_of = _both(scores > 0, masks.values())
        numbers = self._ordered(scores, all_of, sort, language, asked=bool(query.strip()))
        facets = {name: self._counts(name, scores > 0, masks) for name in FACETS}
        page = [self.entries[number] for number in numbers[first : first + most]]
        return Found(page, int(all_of.sum()), facets)

    def _chosen(self, name: str, value: str) -> Mask:
        none = np.zeros(len(self.entries), dtype=np.bool_)
        return self._facets.get(name, {}).get(value, none)

    def _counts(self, name: str, met: Mask, masks: Mapping[str, Mask]) -> dict[str, int]:
        """As if no value of this facet were chosen: so that another one can be."""
        here = _both(met, (mask for other, mask in masks.items() if other != name))
        told = {value: int((mask & here).sum()) for value, mask in self._facets[name].items()}
        return {value: count for value, count in told.items() if count and value}

    def _ordered(
        self, scores: NDArray[np.float64], met: Mask, sort: str, language: str, *, asked: bool
    ) -> NDArray[np.int64]:
        if sort == "relevance" and asked:
            numbers = np.flatnonzero(met)
            ranks = self._by_title(language)[numbers]
            return numbers[np.lexsort((ranks, -scores[numbers]))]
        order = self._order("title" if sort == "relevance" else sort, language)
        return order[met[order]]

    def _by_title(self, language: str) -> NDArray[np.int64]:
        """The place of each entry among all titles."""
        if language not in self._ranks:
            self._ranks[language] = np.argsort(self._order("title", language))
        return self._ranks[language]

    def _order(self, sort: str, language: str) -> NDArray[np.int64]:
        key = (sort, language if sort == "title" else "")
        if key not in self._orders:
            numbers = sorted(range(len(self.entries)), key=self._key(sort, language))
            self._orders[key] = np.array(numbers, dtype=np.int64)
        return self._orders[key]

    def _key(self, sort: str, language: str) -> Callable[[int], tuple[object, ...]]:
        def title(number: int) -> str:
            titles = self.entries[number].titles
            return (titles.get(language) or next(iter(titles.values()), "")).casefold()

        def key(number: int) -> tuple[object, ...]:
            one = self.entries[number]
            if sort == "changed":
                changed = one.changed_at.timestamp() if one.changed_at else 0.0
                return (-changed, title(number))
            return (-one.count, title(number)) if sort == "rows" else (title(number), one.of.id)

        return key


def _masks(values: Sequence[Sequence[str]]) -> dict[str, Mask]:
    known: dict[str, Mask] = {}
    for number, each in enumerate(values):
        for value in each:
            if value not in known:
                known[value] = np.zeros(len(values), dtype=np.bool_)
            known[value][number] = True
    return known


def _both(met: Mask, masks: Iterable[Mask]) -> Mask:
    found = met.copy()
    for mask in masks:
        found &= mask
    return found
