"""The catalogue as a page lists it: found, narrowed by facets, in an order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simin.web.plaza.formats import xlsx_file
from simin.web.plaza.words import FORMATS, SORT_WORDS, TITLES, Words
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso
from simin.workflows.open_data.kept import shelf
from simin.workflows.open_data.opening import PublicDataset
from simin.workflows.open_data.shelf import FACETS, SORTS, Entry, Found

#: Entries of a page, values of a facet that are shown at once, characters of a search.
SHOWN, VALUES, LONGEST = 20, 12, 200


@dataclass(frozen=True)
class Value:
    """One value of a facet: choosing it, or letting it go."""

    words: str
    count: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    values: list[Value]

    @property
    def first(self) -> list[Value]:
        """A single one more takes no more room than the word that there is more."""
        return self.values[: VALUES if len(self.values) > VALUES + 1 else VALUES + 1]

    @property
    def others(self) -> list[Value]:
        return self.values[len(self.first) :]

    @property
    def chosen(self) -> bool:
        return any(value.chosen for value in self.values)


@dataclass(frozen=True)
class Line:
    """An entry as the page writes it."""

    title: str
    address: str
    id: str
    is_table: bool
    description: str
    owner: str
    theme: str
    licence: str
    count: str
    changed: str
    changed_at: str
    #: Words and address.
    formats: list[tuple[str, str]]


class Listing:
    """What the template asks; ``asked``: ``q``, a value of each facet, ``sort``, ``page``."""

    def __init__(self, asked: Mapping[str, str], time: CityTime) -> None:
        self.query = asked.get("q", "")[:LONGEST].replace("\0", "")
        self.chosen = {name: asked.get(name, "")[:LONGEST] for name in FACETS}
        self.sort = asked.get("sort", "") if asked.get("sort", "") in SORTS else "relevance"
        self.number = _number(asked.get("page", ""))
        self._time, self._words = time, Words()
        found = self._search()
        self.count = found.count
        if self.number > self.pages:
            self.number = self.pages
            found = self._search()
        self._found = found
        self.lines = [self._line(one) for one in found.entries]

    def _search(self) -> Found:
        return shelf().search(
            self.query,
            self.chosen,
            sort=self.sort,
            language=get_language() or "en",
            first=(self.number - 1) * SHOWN,
            most=SHOWN,
        )

    @property
    def shown_count(self) -> str:
        return figure(self.count)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // SHOWN))

    @property
    def before(self) -> str:
        return self._address(page=self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self._address(page=self.number + 1) if self.number < self.pages else ""

    @property
    def narrowed(self) -> bool:
        return bool(self.query or any(self.chosen.values()))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of words keeps."""
        return [pair for pair in (*self.chosen.items(), ("sort", self.sort)) if pair[1]]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Words, address and whether it is chosen; best match needs words."""
        return [
            (str(SORT_WORDS[name]), self._address(sort=name), name == self._shown_sort)
            for name in SORTS
            if self.query or name != "relevance"
        ]

    @property
    def _shown_sort(self) -> str:
        return "title" if self.sort == "relevance" and not self.query else self.sort

    @property
    def facets(self) -> list[Facet]:
        return [facet for facet in map(self._facet, FACETS) if facet.values]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What is chosen: words, and the address without it."""
        return [
            (self._words.of(name, value), self._address(**{name: ""}))
            for name, value in self.chosen.items()
            if value
        ]

    def _facet(self, name: str) -> Facet:
        counts = self._found.facets[name]
        chosen = self.chosen[name]
        values = sorted(counts.items(), key=lambda pair: (pair[0] != chosen, -pair[1], pair[0]))
        return Facet(
            name,
            str(TITLES[name]),
            [
                Value(
                    self._words.of(name, value),
                    figure(count),
                    self._address(**{name: "" if value == chosen else value}),
                    value == chosen,
                )
                for value, count in values
            ],
        )

    def _address(self, **other: object) -> str:
        told = {"q": self.query, **self.chosen, "sort": self.sort, "page": "", **other}
        if told["sort"] == "relevance":
            told["sort"] = ""
        if told["page"] == 1:
            told["page"] = ""
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def _line(self, one: Entry) -> Line:
        of = one.of
        title = in_words(dict(one.titles)) or of.id
        if isinstance(of, PublicDataset):
            address, description = reverse("plaza-dataset", args=(of.id,)), of.dataset.description
        else:
            address, description = reverse("plaza-series", args=(of.id,)), of.source.name
        return Line(
            title=title,
            address=address,
            id=of.id,
            is_table=one.is_table,
            description=in_words(description),
            owner=self._words.owners.get(one.owner, one.owner),
            theme=self._words.themes.get(one.theme, ""),
            licence=in_words(of.licence.title),
            count=figure(one.count),
            changed=self._time.age(one.changed_at) if one.changed_at else _("nothing yet"),
            changed_at=iso(one.changed_at),
            formats=_files(one),
        )


def _files(one: Entry) -> list[tuple[str, str]]:
    if isinstance(one.of, PublicDataset):
        sheet = xlsx_file.fits(one.count, len(one.of.schema.columns))
        names = [name for name in one.formats if name in FORMATS and (sheet or name != "xlsx")]
        return [
            (FORMATS[name], reverse("plaza-newest-file", args=(one.of.id, name))) for name in names
        ]
    return [
        (FORMATS[name], reverse("plaza-series-file", args=(one.of.id, name)))
        for name in ("csv", "json")
    ]


def _number(said: str) -> int:
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 7 else 1
