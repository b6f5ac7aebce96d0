"""The rows that the page of a data set shows: a filter, an order, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.http import QueryDict

from simin.domains.catalogue import queries
from simin.domains.catalogue.queries import Version
from simin.kit.paging import Page
from simin.web.datasets.columns import ColumnLine, cell, column_line
from simin.web.plaza.asked import Asked, asked_rows
from simin.web.presentation.times import CityTime
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset

#: Rows of a page.
ROWS = 25


@dataclass(frozen=True)
class Head:
    """The head of a column in the table: what it is called, and how to sort by it."""

    line: ColumnLine
    address: str
    #: ``ascending``, ``descending`` or nothing.
    sorted: str


#: What leads from one address of the page to the next; and whatever else stands in it that is no
#: option (``utm_source``, ``fbclid`` …) is somebody else's mark and means nothing to rows.
_NARROWING = ("$filter", "bbox", "near")
ASKED = (*_NARROWING, "$orderby", "$select")


class ShownRows:
    """``asked``: ``$filter $orderby $select bbox near after``, as the API has them."""

    def __init__(self, of: PublicDataset, asked: QueryDict, base: str, time: CityTime) -> None:
        self.of, self.base, self._asked, self._time = of, base, asked, time
        self.version: Version | None = None
        if of.newest is not None:
            after = asked.get("after", "")
            self.version = opening.version(of, queries.cursor_version(after) if after else None)

    @cached_property
    def _question(self) -> Asked:
        assert self.version is not None
        plain = self._asked.copy()
        for name in self._asked:
            if name.lower() not in (*ASKED, "after") and not name.startswith("$"):
                del plain[name]
        schema = queries.schema_of(self.version)
        return asked_rows(schema, plain.urlencode(), plain, "after")

    def check(self) -> None:
        """Ask for the rows now. Raises ``RejectedError``, ``QuestionTooLargeError``."""
        if self.version is not None:
            _ = self.page, self.count

    @cached_property
    def page(self) -> Page[dict[str, object]]:
        assert self.version is not None
        cursor = self._asked.get("after") or None
        return queries.rows(self.version, self._question.question, limit=ROWS, cursor=cursor)

    @cached_property
    def count(self) -> int:
        assert self.version is not None
        return queries.count(self.version, self._question.question)

    @property
    def rows(self) -> list[list[tuple[ColumnLine, str]]]:
        zone, lines = self._time.zone, self.shown_columns
        return [[(one, cell(row[one.name], zone)) for one in lines] for row in self.page.rows]

    @cached_property
    def columns(self) -> list[ColumnLine]:
        return [column_line(each) for each in self._columns]

    @cached_property
    def shown_columns(self) -> list[ColumnLine]:
        """Those that were chosen, in the order in which they were."""
        lines = {one.name: one for one in self.columns}
        return [lines[name] for name in self._question.columns]

    @property
    def _columns(self) -> Sequence[queries.Column]:
        return queries.schema_of(self.version).columns if self.version else self.of.schema.columns

    @property
    def filter(self) -> str:
        return str(self._asked.get("$filter", ""))

    @property
    def narrowed(self) -> bool:
        return any(self._asked.get(name) for name in _NARROWING)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form of the page keeps beside its filter."""
        told = ((name, self._asked.get(name, "")) for name in ASKED if name != "$filter")
        return [pair for pair in told if pair[1]]

    @property
    def heads(self) -> list[Head]:
        question = self._question.question
        down = question.descending
        return [self._head(one, question.sort, down=down) for one in self.shown_columns]

    def _head(self, one: ColumnLine, sort: str | None, *, down: bool) -> Head:
        name, here = queries.name_of(one.name), one.name == sort
        order = f"{name} desc" if here and not down else name
        state = ("descending" if down else "ascending") if here else ""
        return Head(one, self._address(**{"$orderby": order}), state)

    @property
    def more(self) -> str:
        return self._address(after=self.page.cursor) if self.page.cursor else ""

    @property
    def first(self) -> str:
        return self._address(after="") if self._asked.get("after") else ""

    @property
    def whole(self) -> str:
        """Without the filter."""
        return self._address(**dict.fromkeys(_NARROWING, ""))

    def _address(self, **other: str) -> str:
        told = {name: self._asked.get(name, "") for name in ASKED} | other
        return "?" + "&".join(
            f"{name}={quote(value, safe='')}" for name, value in told.items() if value
        )
