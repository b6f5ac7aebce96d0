"""Reads what one SELECT gives, page by page where the rows have a cursor.

A page that is full ends in the middle of rows that share a cursor value, perhaps; those are left to
the next page, so that ``>`` and ``>=`` in the statement both miss nothing. What cannot be paged and
is more than a page is not taken at all: a part of a table would look like the whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from simin.ingest.addresses import has_secret, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import object_rows
from simin.ingest.rows.parsed import parsed_rows
from simin.kit.databases import Query, Reply, names_in

_OPTIONS = {"statement": str, "cursor": str, "since": str, "page_size": int}
_OPTIONS |= {"crs": str, "bounds": list}
_PARAMETERS = {"since", "from", "until"}
_ONE_SELECT = re.compile(r"\s*(select|with)\b[^;]*;?\s*", re.IGNORECASE)
_PAGE_SIZE, _LARGEST = 5_000, 50_000


class Sql:
    """``options``: ``statement``, ``cursor`` (a column), ``since`` (before the first run),
    ``page_size``. The statement may hold ``:since``, ``:from`` and ``:until``.
    """

    name = "sql"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ("statement",)),
            *_wrong(feed),
            *unfilled(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        since = feed.options.get("since", "") if cursor is None else cursor
        told = {
            "since": since,
            "from": _local(feed, window.start),
            "until": _local(feed, window.end),
        }
        return [_request(feed, told)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        reply = _reply(payload)
        rows = [dict(zip(reply.columns, row, strict=True)) for row in reply.rows]
        name = feed.options.get("cursor")
        kept = _whole_groups(rows, name) if reply.more else rows
        since = _largest(kept, name) if name else None
        told = _told(payload)
        if reply.more and since == told.get("since"):
            raise SourceImplausibleError(f"a page holds too few rows to get past {name} {since}")
        return parsed_rows(
            feed,
            payload,
            object_rows(feed, kept),
            columns=tuple(reply.columns),
            more=[_request(feed, {**told, "since": since})] if reply.more else (),
            cursor=since,
        )


def _request(feed: Feed, told: dict[str, Any]) -> Request:
    """The name carries what was asked, for the pages behind it."""
    statement = feed.options["statement"]
    query = Query(
        statement=statement,
        parameters={name: told[name] for name in names_in(statement) & told.keys()},
        most=feed.options.get("page_size", _PAGE_SIZE),
        time_zone=feed.time_zone,
    )
    return Request(
        url=feed.address,
        method="QUERY",
        body=msgspec.json.encode(query, order="deterministic"),
        name=f"rows {msgspec.json.encode(told, order='deterministic').decode()}",
        secret_in_url=has_secret(feed),
    )


def _told(payload: Payload) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(payload.request.removeprefix("rows "), type=dict[str, str])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}
    return dict(told)


def _reply(payload: Payload) -> Reply:
    try:
        reply = msgspec.json.decode(payload.body, type=Reply)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise SourceImplausibleError(f"this is no answer of a database: {error}") from error
    if len(set(reply.columns)) < len(reply.columns):
        raise SourceImplausibleError("two columns have one name; name them apart with AS")
    if any(len(row) != len(reply.columns) for row in reply.rows):
        raise SourceImplausibleError("a row has not as many values as there are columns")
    return reply


def _whole_groups(rows: list[dict[str, Any]], name: str | None) -> list[dict[str, Any]]:
    """Without the last rows of one cursor value, of which there may be more."""
    if name is None:
        raise SourceImplausibleError(
            f"there are more than {len(rows)} rows; name a cursor to page by, or a larger page_size"
        )
    _largest(rows, name)
    kept = [row for row in rows if row[name] != rows[-1][name]]
    if not kept:
        raise SourceImplausibleError(f"more rows than a page holds share one {name}")
    return kept


def _largest(rows: list[dict[str, Any]], name: str) -> str | None:
    """Of the last row, where the rows are in order."""
    values: list[Any] = [row.get(name) for row in rows]
    if any(isinstance(value, bool | list | dict | None) for value in values):
        raise SourceImplausibleError(f"the cursor {name} is empty, or no number and no text")
    if not _in_order(values) and not _in_order(_as_numbers(values)):
        raise SourceImplausibleError(f"the rows are not in order of {name}; add ORDER BY {name}")
    return str(values[-1]) if values else None


def _in_order(values: Sequence[Any] | None) -> bool:
    try:
        return values is not None and all(one <= other for one, other in pairwise(values))
    except TypeError:
        return False


def _as_numbers(values: Sequence[Any]) -> list[Decimal] | None:
    """Decimals travel as texts, and are in another order than these."""
    try:
        numbers = [Decimal(str(value)) for value in values]
    except InvalidOperation:
        return None
    return numbers if all(number.is_finite() for number in numbers) else None


def _local(feed: Feed, at: datetime) -> str:
    return at.astimezone(ZoneInfo(feed.time_zone)).strftime("%Y-%m-%d %H:%M:%S")


def _wrong(feed: Feed) -> Iterator[Problem]:
    options = feed.options
    statement = str(options.get("statement", ""))
    if not _ONE_SELECT.fullmatch(statement):
        yield Problem(field="options.statement", reason="must be one SELECT")
    for name in sorted(names_in(statement) - _PARAMETERS):
        yield Problem(field="options.statement", reason=f"nothing fills :{name}")
    if ("since" in names_in(statement)) != ("cursor" in options):
        yield Problem(field="options.cursor", reason=":since and a cursor go together")
    if "cursor" in options and "since" not in options:
        yield Problem(field="options.since", reason="what is the cursor before the first run?")
    if not 0 < int(options.get("page_size", 1) or 0) <= _LARGEST:
        yield Problem(field="options.page_size", reason=f"from 1 to {_LARGEST}")
    for name in feed.headers.keys() - {"user", "password"}:
        yield Problem(field=f"headers.{name}", reason="a database takes user and password")


KIND = Sql()
