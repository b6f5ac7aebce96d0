"""From a text to lines of cells: which separator it has, whether it is CSV within CSV.

Everything is found from the first lines; nothing of a line is dropped or guessed.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.text import is_damaged, shown
from simin.ingest.rows.row import Row

_SEPARATORS = ",;\t|"
#: Lines that are looked at.
_LOOKED_AT = 20


def sound(rows: Iterable[Row], encoding: str) -> Iterator[Row]:
    """Rows with damaged bytes are told, and nothing in them is guessed."""
    for row in rows:
        cells = [str(cell) for cell in row.source]
        if is_damaged("".join(cells)):
            wrong = f"has bytes that are no {encoding}"
            yield Row(row.where, {}, [shown(cell) for cell in cells], wrong=wrong)
        else:
            yield row


def separator_of(text: str) -> str:
    """The one that cuts the first lines into equally many cells, and stands often in the first."""
    head = text.lstrip().splitlines()[:_LOOKED_AT]
    heading = head[0] if head else ""
    return max(_SEPARATORS, key=lambda one: (_evenness(head, one), heading.count(one)))


def _evenness(lines: list[str], separator: str) -> float:
    """Share of the lines that have the commonest number of cells, if that is more than one."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if cells)
    except csv.Error:
        return 0.0
    ((width, times),) = widths.most_common(1) or [(1, 0)]
    return times / widths.total() if width > 1 else 0.0


def cut(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error as error:
        raise SourceImplausibleError(f"this is no CSV: {error}") from error


def unnested(lines: Iterator[list[str]], separator: str) -> tuple[int, Iterator[list[str]]]:
    """The lines, and how many times they were wrapped into a single quoted field."""
    head = list(islice(lines, _LOOKED_AT))
    filled_in = [cells for cells in head if cells]
    nested = len(filled_in) > 1 and all(
        len(cells) == 1 and separator in cells[0] for cells in filled_in
    )
    everything = chain(head, lines)
    if not nested:
        return 0, everything
    return 1, cut((cells[0] for cells in everything if cells), separator)
