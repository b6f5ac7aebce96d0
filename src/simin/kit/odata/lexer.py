"""From text to words. Pure; says where it stopped understanding."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import Geography, Interval, Plain

#: No expression is longer.
LONGEST = 8000
#: A plus of an offset may have become a space on its way through a query string.
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+\- ]\d\d:?\d\d)?"
_TOKENS = re.compile(
    r"\s*(?:"
    r"(?P<geography>geo(?:graphy|metry)'(?:[^']|'')*')"
    r"|(?P<duration>duration'[^']*')"
    r"|(?P<string>'(?:[^']|'')*')"
    rf"|(?P<interval>{_MOMENT}/{_MOMENT})"
    rf"|(?P<moment>{_MOMENT})"
    r"|(?P<date>\d{4}-\d\d-\d\d)"
    r"|(?P<time>\d\d:\d\d:\d\d(?:\.\d{1,6})?)"
    r"|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[@$]?[^\W\d][\w.@\-]*)"
    r"|(?P<mark>[(),/])"
    r")",
    re.DOTALL,
)
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


@dataclass(frozen=True, slots=True)
class Token:
    #: ``literal``, ``name``, ``mark`` or ``end``.
    kind: str
    text: str
    value: Plain = None
    at: int = 0


def tokens(text: str, field: str = "$filter") -> Iterator[Token]:
    """Raises ``RejectedError`` naming ``field``; the last token is the end."""
    if len(text) > LONGEST or "\0" in text:
        raise RejectedError(field, f"is longer than {LONGEST} characters, or holds a NUL")
    at = 0
    while text[at:].strip():
        found = _TOKENS.match(text, at)
        if found is None:
            raise RejectedError(field, f"cannot be read from {text[at:].strip()[:20]!r} on")
        yield _token(found, field)
        at = found.end()
    yield Token("end", "", at=at)


def _token(found: re.Match[str], field: str) -> Token:
    kind = str(found.lastgroup)
    said = found[kind]
    at = found.start(kind)
    if kind in ("name", "mark"):
        return Token(kind, said, at=at)
    try:
        return Token("literal", said, _value(kind, said), at)
    except (ValueError, OverflowError) as error:
        raise RejectedError(field, f"{said!r} is no {kind}") from error


def _value(kind: str, said: str) -> Plain:
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(said)
    # What no database has a whole number for is compared as a float.
    number = float(said) if re.search(r"[.eE]", said) or len(said) > 18 else int(said)
    if not math.isfinite(number):
        raise OverflowError(said)
    return number


def _unquoted(said: str) -> str:
    """What stands between the outer quotation marks."""
    return said[said.index("'") + 1 : -1].replace("''", "'")


def _interval(said: str) -> Interval:
    return Interval(*map(moment, said.split("/")))


def moment(said: str) -> datetime:
    """An ISO 8601 time; without an offset it is UTC. Raises ``ValueError``."""
    at = datetime.fromisoformat(said.replace(" ", "+"))
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("outside the years 1 to 9999") from error


def duration(said: str) -> timedelta:
    """``P1DT2H``. Raises ``ValueError``."""
    found = _DURATION.fullmatch(said)
    if found is None or said.rstrip("T").endswith("P"):
        raise ValueError(said)
    parts = {name: float(found[name] or 0) for name in ("days", "hours", "minutes", "seconds")}
    return timedelta(**parts) * (-1 if found["sign"] else 1)


_READERS: dict[str, Callable[[str], Plain]] = {
    "string": _unquoted,
    "geography": lambda said: Geography(_unquoted(said)),
    "duration": lambda said: duration(_unquoted(said)),
    "interval": _interval,
    "moment": moment,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
