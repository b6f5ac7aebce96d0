"""Pieces of SQL that DuckDB and PostgreSQL share, with their parameters, and the functions of
``$filter`` over them. Nothing that someone sent ever stands in a text here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simin.kit.errors import RejectedError

FIELD = "$filter"
#: No question mark: each one is a parameter.
_NUMERIC = "'^-{0,1}[0-9]+([.][0-9]+){0,1}([eE][-+]{0,1}[0-9]+){0,1}$'"
#: Pieces of a condition once it is written out. Some operands are written twice, so that what is
#: nested deeply doubles with each level.
MOST_PIECES = 2000


@dataclass(frozen=True, slots=True)
class Sql:
    text: str
    parameters: tuple[Any, ...] = ()
    #: ``number``, ``text``, ``time`` or ``truth``.
    kind: str = "truth"
    #: How many it is made of.
    pieces: int = 1


def text_of(side: Sql) -> Sql:
    return side if side.kind == "text" else joined("CAST({} AS TEXT)", side, kind="text")


def as_number(side: Sql) -> Sql:
    if side.kind == "number":
        return side
    if side.kind != "text":
        raise RejectedError(FIELD, "only numbers can be reckoned with")
    guarded = f"CASE WHEN {{}} ~ {_NUMERIC} THEN CAST({{}} AS DOUBLE PRECISION) END".replace(
        "{0,1}", "{{0,1}}"
    )
    return joined(guarded, side, side, kind="number")


def called(name: str, given: list[Sql]) -> Sql:
    if name not in _FUNCTIONS:
        raise RejectedError(FIELD, f"there is no function {name} here")
    counts, template, takes, kind = _FUNCTIONS[name]
    if len(given) not in counts:
        raise RejectedError(FIELD, f"{name} takes {' or '.join(map(str, counts))} arguments")
    ready = [_ready(each, takes[min(at, len(takes) - 1)], name) for at, each in enumerate(given)]
    return template(*ready) if callable(template) else joined(template, *ready, kind=kind)


def _ready(side: Sql, takes: str, name: str) -> Sql:
    if takes == "text":
        return text_of(side)
    if takes == "number":
        return as_number(side)
    if side.kind != "time":
        raise RejectedError(FIELD, f"{name} takes a time")
    return side


def joined(template: str, *sides: Sql, kind: str) -> Sql:
    """``sides`` in the places of ``template``. Raises ``RejectedError`` beyond ``MOST_PIECES``."""
    pieces = 1 + sum(side.pieces for side in sides)
    if pieces > MOST_PIECES:
        raise RejectedError(FIELD, "asks too much at once; nest less of it")
    parameters = tuple(value for side in sides for value in side.parameters)
    return Sql(template.format(*(side.text for side in sides)), parameters, kind, pieces)


def _starts(text: Sql, part: Sql) -> Sql:
    return joined("LEFT({}, LENGTH({})) = {}", text, part, part, kind="truth")


def _ends(text: Sql, part: Sql) -> Sql:
    return joined("RIGHT({}, LENGTH({})) = {}", text, part, part, kind="truth")


def _after(text: Sql, start: Sql, length: Sql | None = None) -> Sql:
    if length is None:
        return joined("SUBSTRING({}, CAST({} AS INTEGER) + 1)", text, start, kind="text")
    return joined(
        "SUBSTRING({}, CAST({} AS INTEGER) + 1, CAST({} AS INTEGER))",
        text,
        start,
        length,
        kind="text",
    )


def _part(name: str) -> str:
    """A part of a time in UTC, whatever zone the database's session is in."""
    utc = (
        "(TIMESTAMP '1970-01-01 00:00:00' + "
        "CAST(FLOOR(EXTRACT(EPOCH FROM {})) AS BIGINT) * INTERVAL '1 second')"
    )
    return f"CAST(EXTRACT({name} FROM {utc}) AS DOUBLE PRECISION)"


ARITHMETIC = {
    "add": "({} + {})",
    "sub": "({} - {})",
    "mul": "({} * {})",
    "div": "({} / NULLIF({}, 0))",
    "mod": "MOD(CAST({} AS NUMERIC), NULLIF(CAST({} AS NUMERIC), 0))",
}
type _Function = tuple[tuple[int, ...], str | Callable[..., Sql], tuple[str, ...], str]
_FUNCTIONS: dict[str, _Function] = {
    "substringof": ((2,), "POSITION({} IN {}) > 0", ("text",), "truth"),
    "contains": (
        (2,),
        lambda text, part: joined("POSITION({} IN {}) > 0", part, text, kind="truth"),
        ("text",),
        "truth",
    ),
    "startswith": ((2,), _starts, ("text",), "truth"),
    "endswith": ((2,), _ends, ("text",), "truth"),
    "length": ((1,), "LENGTH({})", ("text",), "number"),
    "indexof": (
        (2,),
        lambda text, part: joined("(POSITION({} IN {}) - 1)", part, text, kind="number"),
        ("text",),
        "number",
    ),
    "substring": ((2, 3), _after, ("text", "number"), "text"),
    "tolower": ((1,), "LOWER({})", ("text",), "text"),
    "toupper": ((1,), "UPPER({})", ("text",), "text"),
    "trim": ((1,), "TRIM({})", ("text",), "text"),
    "concat": ((2,), "({} || {})", ("text",), "text"),
    "round": ((1,), "ROUND({})", ("number",), "number"),
    "floor": ((1,), "FLOOR({})", ("number",), "number"),
    "ceiling": ((1,), "CEIL({})", ("number",), "number"),
    **{
        part: ((1,), _part(part.upper()), ("time",), "number")
        for part in ("year", "month", "day", "hour", "minute", "second")
    },
}
