"""Tables with headings, from a text file, a workbook or a page: rows are read by column name.

Headings may fill several lines (a year above a group above a kind), and are then joined. A column
that was renamed is found by the feed's ``options.aliases``, and it is noticed that it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import Any

from simin.ingest.feeds.contract import Feed, Problem
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.rows.aliases import noticed, renamed, wrong_aliases
from simin.ingest.rows.row import Row

#: Options of every kind that reads tables.
OPTIONS: dict[str, type] = {
    "header_rows": int,
    "skip_rows": int,
    "aliases": dict,
    "crs": str,
    "bounds": list,
}
#: Stands between the lines of a heading.
BETWEEN = " / "

type Cells = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """A table whose headings have been read."""

    #: Headings as sent.
    columns: tuple[str, ...]
    #: Headings as the mapping knows them.
    names: tuple[str, ...]
    lines: Iterator[tuple[int, Cells]]
    noticed: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Every line that is not blank; one of another length than the heading says so."""
        width = len(self.names)
        for number, cells in self.lines:
            if any(_text(cell) for cell in cells):
                yield _row(self.names, number, cells, width)


def table(feed: Feed, lines: Iterable[Cells]) -> Table:
    """Read the headings; the rest is read as it is asked for."""
    counted: Iterator[tuple[int, Cells]] = enumerate(lines, 1)
    list(islice(counted, int(feed.options.get("skip_rows", 0))))
    height = int(feed.options.get("header_rows", 1))
    head = list(islice(counted, height or 1))
    heading = [cells for _, cells in head]
    columns = _columns(heading) if height else _numbers(heading)
    if not height:
        counted = chain(head, counted)
    if not any(columns):
        raise SourceImplausibleError("there is no heading")
    names, found = _known(feed, columns)
    return Table(columns, names, counted, found)


def _numbers(first: Sequence[Cells]) -> tuple[str, ...]:
    """Names of the columns of a table without a heading: their places, from 1."""
    return tuple(str(place) for place in range(1, len(first[0]) + 1)) if first else ()


def _columns(heading: Sequence[Cells]) -> tuple[str, ...]:
    width = max((len(cells) for cells in heading), default=0)
    filled = [[*map(_text, cells), *[""] * (width - len(cells))] for cells in heading]
    joined = [_joined(line[place] for line in filled) for place in range(width)]
    while joined and not joined[-1]:
        joined.pop()
    return tuple(_told_apart(joined))


def _joined(parts: Iterable[str]) -> str:
    """Lines of a heading, without what merely repeats the line above."""
    return BETWEEN.join(part for part, _ in groupby(part for part in parts if part))


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    """Headings that occur again get a number, so that no column hides another."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 or not name else f"{name} #{seen[name]}"


def _known(feed: Feed, columns: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    names = renamed(feed, columns)
    return tuple(names.get(column, column) for column in columns), noticed(names)


def _row(names: Sequence[str], number: int, cells: Cells, width: int) -> Row:
    where = f"row {number}"
    while len(cells) > width and not _text(cells[-1]):
        cells = cells[:-1]
    came = list(cells)
    if len(cells) != width:
        further = "; is it further down (options.skip_rows)?" if width == 1 else ""
        wrong = f"has {len(cells)} cells, the heading has {width}{further}"
        return Row(where, {}, came, wrong=wrong)
    return Row(where, dict(zip(names, cells, strict=True)), came)


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).replace("\ufeff", "").split())


def wrong_options(feed: Feed) -> Iterator[Problem]:
    """What is wrong with ``header_rows``, ``skip_rows`` and ``aliases`` beyond their types."""
    for name, least in (("header_rows", 0), ("skip_rows", 0)):
        value = feed.options.get(name, least)
        if isinstance(value, int) and value < least:
            yield Problem(field=f"options.{name}", reason=f"at least {least}")
    yield from wrong_aliases(feed)
