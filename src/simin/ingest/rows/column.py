"""One column of a mapping, read from one row."""

from datetime import datetime
from typing import Any

from simin.ingest.feeds.contract import Feed
from simin.ingest.feeds.mapping import Column
from simin.ingest.rows import cells
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.moments import instant
from simin.ingest.rows.row import Row


def value_of(feed: Feed, column: Column, row: Row) -> Any:
    """The typed value of the column; None where the source has none. Errors name the field."""
    sent = row.fields.get(column.field)
    try:
        if cells.is_missing(sent, column.missing) or str(sent).strip() in column.flags:
            return _absent(column)
        return _checked(column, _typed(feed, column, sent))
    except UnreadableError as error:
        raise UnreadableError(f"{column.field}: {error}") from error


def flags_of(column: Column, row: Row) -> list[str]:
    """What the source says against the value: in the cell itself, or beside it."""
    sent = str(row.fields.get(column.field)).strip()
    in_cell = [column.flags[sent]] if sent in column.flags else []
    return [*in_cell, *row.flags.get(column.field, ())]


def _absent(column: Column) -> None:
    if column.required:
        raise UnreadableError("there is no value, and one is required")


def _typed(feed: Feed, column: Column, sent: Any) -> str | float | bool | datetime:
    match column.type:
        case "number":
            return cells.number(sent, column.unit)
        case "integer":
            return cells.integer(sent, column.unit)
        case "boolean":
            return cells.boolean(sent)
        case "time":
            return _time(feed, sent)
        case "text":
            return cells.text(sent)


def _time(feed: Feed, sent: Any) -> datetime:
    """ISO or as the mapping's moment is written; of bare digits the mapping knows better.

    ``1801011500000`` is a time of 2027 in milliseconds, and to ISO a day of 1801.
    """
    moment, text = feed.mapping.at, cells.text(sent)
    written = moment.format if moment else "iso"
    first, other = (written, "iso") if text.isdecimal() else ("iso", written)
    try:
        return instant(text, first, feed.time_zone)
    except UnreadableError:
        return instant(text, other, feed.time_zone)


def _checked[Value](column: Column, value: Value) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if column.minimum is not None and value < column.minimum:
            raise UnreadableError(f"{value} is below {column.minimum}")
        if column.maximum is not None and value > column.maximum:
            raise UnreadableError(f"{value} is above {column.maximum}")
    return value
