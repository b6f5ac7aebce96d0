"""Tables whose rows are of districts: where the districts stand, and whether a total is among them.

A column of districts is one of which nearly every value is, or holds as a word of an address, the
name of a district of the city; it is found by its values, since every source calls it otherwise.
Pure.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from simin.domains.catalogue.schema import Schema
from simin.domains.observations.finding import Found
from simin.ingest.detectors import duplicates, positions

#: Fewer rows say nothing.
FEWEST = 10
#: Share of the rows that must name a district.
SHARE = 0.9

type Row = Mapping[str, Any]
#: Every name of a district, in any language, to its id.
type Names = Mapping[str, str]


def misplaced(
    schema: Schema, rows: Sequence[Row], names: Names, locate: Callable[[float, float], str | None]
) -> Found | None:
    """Rows that lie in another district than they state."""
    if schema.longitude is None or schema.latitude is None:
        return None
    column = _column(schema, rows, lambda value: _stated(value, names))
    if column is None:
        return None
    told = (
        (row[schema.longitude], row[schema.latitude], _stated(row[column], names)) for row in rows
    )
    placed = [
        (float(east), float(north), district)
        for east, north, district in told
        if east is not None and north is not None and district is not None
    ]
    return positions.misplaced(placed, locate)


def totals(schema: Schema, rows: Sequence[Row], names: Names) -> Iterator[Found]:
    """Columns of numbers in which one row is the sum of the districts beside it."""
    label = _column(schema, rows, lambda value: names.get(str(value).strip()))
    if label is None:
        return
    numbers = [one.name for one in schema.columns if one.type in ("number", "integer")]
    years = [name for name in numbers if _are_years(rows, name)]
    beside = [one.name for one in schema.columns if one.type in ("text", "time")] + years
    groups = list(_groups(rows, [name for name in beside if name != label], label))
    for column in numbers:
        found = None if column in years else _total(column, label, groups, names)
        if found is not None:
            yield found


def _total(column: str, label: str, groups: Sequence[Sequence[Row]], names: Names) -> Found | None:
    for group in groups:
        values = {str(row[label]): float(row[column]) for row in group if row[column] is not None}
        if all(name.strip() in names for name in values):
            continue
        found = duplicates.total_among_parts(column, values)
        if found is not None and found.evidence["total"].strip() not in names:
            return found
    return None


def _groups(rows: Sequence[Row], beside: Sequence[str], label: str) -> Iterator[list[Row]]:
    """Rows that are equal but for label and numbers; one in which a label comes twice is none."""

    def key(row: Row) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in beside)

    for _, group in groupby(sorted(rows, key=key), key):
        found = list(group)
        if len({row[label] for row in found}) == len(found):
            yield found


def _column(schema: Schema, rows: Sequence[Row], read: Callable[[Any], str | None]) -> str | None:
    """The first column of texts that ``read`` finds districts in."""
    if len(rows) < FEWEST:
        return None
    for column in schema.columns:
        if column.type != "text":
            continue
        values = [row[column.name] for row in rows if row[column.name]]
        there = sum(read(value) is not None for value in values)
        if len(values) >= FEWEST and there >= SHARE * len(values):
            return column.name
    return None


def _stated(value: Any, names: Names) -> str | None:
    """The district of a name or of an address."""
    words = str(value or "").split()
    return next((names[word] for word in words if word in names), None)


def _are_years(rows: Sequence[Row], name: str) -> bool:
    values = [row[name] for row in rows if row[name] is not None]
    return bool(values) and all(1900 <= value <= 2100 and value == int(value) for value in values)
