"""The list of data sets: found, in the order that was asked for, a page at a time."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from simin.domains.catalogue import queries
from simin.domains.catalogue.queries import Dataset, Version
from simin.domains.identity import queries as identity
from simin.domains.identity.roles import Role
from simin.domains.observations import queries as observations
from simin.domains.observations.finding import Finding
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime
from simin.workflows.open_data import at_desk

#: Data sets of a page.
SHOWN = 50
#: How long a search may be.
LONGEST = 100


@dataclass(frozen=True)
class Line:
    """A data set of the list."""

    dataset: Dataset
    newest: Version | None
    title: str
    owner: str
    findings: int
    changed: str

    @property
    def rows(self) -> str:
        return figure(self.newest.rows if self.newest else None)


_SORTS: dict[str, Callable[[Line], Any]] = {
    "title": lambda line: line.title,
    "owner": lambda line: (line.owner, line.title),
    "rows": lambda line: -(line.newest.rows if line.newest else -1),
    "changed": lambda line: -(line.newest.at.timestamp() if line.newest else 0.0),
}


class Listing:
    """What the template asks; ``asked`` is the query string: ``q``, ``sort`` and ``page``."""

    def __init__(self, asked: Mapping[str, str], time: CityTime, roles: Collection[Role]) -> None:
        self.search = asked.get("q", "")[:LONGEST]
        self.sort = asked.get("sort", "") if asked.get("sort", "") in _SORTS else "title"
        self.time, self.roles = time, roles
        found = [line for line in self._lines() if self._matches(line)]
        self.count = len(found)
        pages = Paginator(sorted(found, key=_SORTS[self.sort]), SHOWN)
        self.page: Page[Line] = pages.get_page(asked.get("page", 1))

    @property
    def before(self) -> str:
        return self._address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return self._address(self.page.number + 1) if self.page.has_next() else ""

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Id, address and whether it is chosen."""
        return [(name, self._address(1, sort=name), name == self.sort) for name in _SORTS]

    def _address(self, page: int, sort: str = "") -> str:
        told = {"q": self.search, "sort": sort or self.sort, "page": page if page > 1 else ""}
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def _lines(self) -> list[Line]:
        owners = {one.id: in_words(one.name) for one in identity.departments()}
        every = queries.datasets()
        seen = at_desk.seen_by([each.dataset for each in every], self.roles)
        listed = [each for each in every if str(each.dataset.id) in seen]
        found = _against(listed, observations.findings())
        return [
            Line(
                dataset=each.dataset,
                newest=each.newest,
                title=in_words(each.dataset.title),
                owner=owners.get(each.dataset.owner, each.dataset.owner),
                findings=found[each.dataset.id],
                changed=self.time.clock(each.newest.at) if each.newest else "",
            )
            for each in listed
        ]

    def _matches(self, line: Line) -> bool:
        told = f"{line.dataset.id} {line.dataset.title} {line.owner} {line.dataset.feed}"
        return self.search.casefold() in told.casefold()


def _against(listed: list[queries.Listed], findings: list[Finding]) -> Counter[str]:
    """How many findings stand against each data set."""
    return Counter(
        each.dataset.id for each in listed for one in findings if concerns(one, each.dataset)
    )


def concerns(finding: Finding, dataset: Dataset) -> bool:
    """Whether it is about the data set itself, or about the feed that fills it."""
    if (finding.source, finding.feed) != (dataset.source, dataset.feed):
        return False
    about = finding.subject.partition("/")[0]
    return bool(dataset.feed) or about == dataset.id
