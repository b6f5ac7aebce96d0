"""The last step of every kind that reads rows: columns are checked for drift, rows are mapped."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from simin.ingest.feeds.contract import Feed, Parsed, Payload, Request
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.rows import aliases
from simin.ingest.rows.mapped import mapped
from simin.ingest.rows.objects import Flags, columns_of, object_rows
from simin.ingest.rows.profiling import LOOKED_AT, Profiling
from simin.ingest.rows.row import Row
from simin.ingest.storable import storable


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
    """What the rows hold. Raises ``SourceImplausibleError`` where a needed column has vanished.

    ``columns`` are named as the mapping knows them.
    """
    profiling = Profiling(columns)
    watched = profiling.watch(rows)
    try:
        vanished = _vanished(feed, columns) if columns else {}
    except SourceImplausibleError as error:
        deque(islice(watched, LOOKED_AT), maxlen=0)
        raise SourceImplausibleError(error.reason, profile=profiling.profile()) from None
    made = mapped(feed, watched, payload.fetched_at)
    return Parsed(
        records=made.records,
        rejected=made.rejected,
        held=made.held,
        more=tuple(more),
        cursor=cursor,
        total=total,
        columns=tuple(map(storable, columns)),
        noticed={**(noticed or {}), **vanished, **made.noticed},
        profile=profiling.profile(),
    )


def parsed_objects(
    feed: Feed,
    payload: Payload,
    documents: list[Any],
    *,
    first: int = 1,
    flags: Flags | None = None,
    more: Iterable[Request] = (),
    total: int | None = None,
    noticed: Mapping[str, str] | None = None,
) -> Parsed:
    """What objects hold whose keys are columns; ``options.aliases`` finds those renamed."""
    columns = columns_of(documents)
    names = aliases.renamed(feed, columns)
    return parsed_rows(
        feed,
        payload,
        object_rows(feed, documents, first=first, flags=flags, renamed=names),
        columns=[names.get(column, column) for column in columns],
        more=more,
        total=total,
        noticed={**(noticed or {}), **aliases.noticed(names)},
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
