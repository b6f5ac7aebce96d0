"""What a request for items asks: box, time, columns, limit (17-069r4, 7.15). Pure.

A parameter that is not known is refused by name, as requirement 9 has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite

from simin.domains.catalogue.queries import Box, Filter, Question, Schema
from simin.kit.errors import RejectedError

#: Features of a page where nobody says, and at most; more than that is that.
USUAL, MOST = 10, 1000
_OWN = ("bbox", "datetime", "limit", "after", "f")


@dataclass(frozen=True)
class Asked:
    question: Question
    limit: int
    after: str | None


def asked(schema: Schema, told: Mapping[str, str]) -> Asked:
    """Raises ``RejectedError`` naming the parameter."""
    filters: list[Filter] = []
    for name, value in told.items():
        if name not in _OWN:
            filters.append(_property(schema, name, value))
    if "datetime" in told:
        filters += _times(schema, told["datetime"])
    box = _box(told["bbox"]) if "bbox" in told else None
    question = Question(filters=tuple(filters), box=box)
    return Asked(question, _limit(told.get("limit")), told.get("after") or None)


def only(told: Mapping[str, str], *names: str) -> None:
    for name in told:
        if name not in names:
            raise RejectedError(name, "is no parameter here")


def _property(schema: Schema, name: str, value: str) -> Filter:
    if name not in schema.names:
        raise RejectedError(name, "is neither a parameter nor a property")
    return Filter(name, "eq", value)


def _limit(said: str | None) -> int:
    if said is None:
        return USUAL
    if not (said.isascii() and said.isdigit() and len(said) < 10 and int(said) > 0):
        raise RejectedError("limit", "a number from 1 on")
    return min(int(said), MOST)


def _box(said: str) -> Box:
    """Four numbers, or six with heights that no row has; a west that is greater than the east is
    that of a box over the antimeridian (17-069r4, 7.15.3)."""
    try:
        told = [float(part) for part in said.split(",")]
    except ValueError as error:
        raise RejectedError("bbox", "west,south,east,north in degrees") from error
    if len(told) not in (4, 6) or not all(map(isfinite, told)):
        raise RejectedError("bbox", "four or six numbers: west,south,east,north in degrees")
    west, south, east, north = told if len(told) == 4 else (*told[:2], *told[3:5])
    if not (max(abs(west), abs(east)) <= 180 and -90 <= south <= north <= 90):
        raise RejectedError("bbox", "west,south,east,north in degrees, in this order")
    return Box(west, south, east, north)


def time_column(schema: Schema) -> str | None:
    """The one that ``datetime`` is asked of: the first of times."""
    return next((one.name for one in schema.columns if one.type == "time"), None)


def _times(schema: Schema, said: str) -> list[Filter]:
    """A moment, or a span that may be open. Where rows have no time all of them match."""
    start, slash, end = said.partition("/")
    since = None if slash and start in ("", "..") else _moment(start)
    until = None if slash and end in ("", "..") else _moment(end if slash else start)
    if since and until and since > until:
        raise RejectedError("datetime", "the end is before the beginning")
    column = time_column(schema)
    if column is None:
        return []
    found = [Filter(column, "ge", since.isoformat())] if since else []
    return [*found, Filter(column, "le", _last(end if slash else start, until))] if until else found


def _moment(said: str) -> datetime:
    """A plus on its way through an address is a space."""
    try:
        found = datetime.fromisoformat(said.replace(" ", "+"))
    except ValueError as error:
        raise RejectedError("datetime", f"{said[:60]!r} is no time of RFC 3339") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _last(said: str, until: datetime) -> str:
    """A day lasts until it ends."""
    day = timedelta(days=1, microseconds=-1) if len(said) == 10 else timedelta()
    try:
        return (until + day).isoformat()
    except OverflowError as error:
        raise RejectedError("datetime", "is beyond the calendar") from error
