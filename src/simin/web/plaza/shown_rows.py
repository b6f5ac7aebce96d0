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


class ShownRows:
    """``asked``: ``$filter $orderby after``, as the API has them."""

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
        for name in ("column", "operator", "value"):
            plain.pop(name, None)
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
        zone, lines = self._time.zone, self.columns
        return [[(one, cell(row[one.name], zone)) for one in lines] for row in self.page.rows]

    @cached_property
    def columns(self) -> list[ColumnLine]:
        return [column_line(each) for each in self._columns]

    @property
    def _columns(self) -> Sequence[queries.Column]:
        return queries.schema_of(self.version).columns if self.version else self.of.schema.columns

    @property
    def filter(self) -> str:
        return str(self._asked.get("$filter", ""))

    @property
    def heads(self) -> list[Head]:
        question = self._question.question
        return [self._head(one, question.sort, down=question.descending) for one in self.columns]

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
        return self._address(**{"$filter": ""})

    def _address(self, **other: str) -> str:
        told = {name: self._asked.get(name, "") for name in ("$filter", "$orderby", "after")}
        if "after" not in other:
            told["after"] = ""
        told |= other
        return "?" + "&".join(
            f"{name}={quote(value, safe='')}" for name, value in told.items() if value
        )
