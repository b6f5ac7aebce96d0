"""The last step of every kind that reads rows: columns are checked for drift, rows are mapped."""

from collections.abc import Iterable, Mapping, Sequence

from simin.ingest.feeds.contract import Feed, Parsed, Payload, Request
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.rows.mapped import mapped
from simin.ingest.rows.row import Row


def parsed_rows(
    feed: Feed,
    payload: Payload,
    rows: Iterable[Row],
    *,
    columns: Sequence[str] = (),
    more: Iterable[Request] = (),
    total: int | None = None,
    cursor: str | None = None,
    noticed: Mapping[str, str] | None = None,
) -> Parsed:
    """What the rows hold. Raises ``SourceImplausibleError`` where a needed column has vanished."""
    vanished = _vanished(feed, columns) if columns else {}
    made = mapped(feed, rows, payload.fetched_at)
    return Parsed(
        records=made.records,
        rejected=made.rejected,
        more=tuple(more),
        cursor=cursor,
        total=total,
        columns=tuple(columns),
        noticed={**(noticed or {}), **vanished, **made.noticed},
    )


def _vanished(feed: Feed, columns: Sequence[str]) -> dict[str, str]:
    """Mapped columns that are not there; one without which no row has a meaning ends the run."""
    mapping = feed.mapping
    required = {column.field for column in mapping.columns if column.required}
    moments = mapping.at.fields if mapping.at else ()
    needed = {*mapping.key, *moments, *mapping.placeholders.values(), *required}
    there = set(columns)
    lost = sorted(name for name in needed - there if _is_name(name))
    if lost:
        raise SourceImplausibleError(
            f"the column {', '.join(lost)} has vanished; there are {', '.join(columns)[:500]}"
        )
    named = (column.field for column in mapping.columns)
    gone = [name for name in named if _is_name(name) and name not in there]
    return {"missing columns": ", ".join(gone)} if gone else {}


def _is_name(field: str) -> bool:
    """Pointers reach into a column; what they find is looked at row by row."""
    return not field.startswith(("$", "/"))
