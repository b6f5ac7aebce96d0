"""What may be asked, from an address and its options. Pure.

Raises ``RejectedError`` that names the option.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from urllib.parse import parse_qsl

from simin.kit.errors import NotFoundError, RejectedError

PREFIX = "/observations/"
#: Observations of one answer, and where nobody says.
MOST, USUAL = 1000, 100
#: The longest span of hours: with leap day.
LONGEST = timedelta(days=366)
#: Years that may be asked for: far from where a calendar ends, whatever the offset.
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class LatestOf:
    """The newest observation of every datastream of a family; None: of all."""

    family: str | None


@dataclass(frozen=True, slots=True)
class NewestOf:
    """The newest observations of one datastream."""

    datastream: str
    limit: int


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Hours of a family that begin in ``since`` ≤ start < ``until``."""

    family: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many observations of a family lie in ``since`` ≤ time < ``until``, from … to …"""

    family: str
    since: datetime
    until: datetime
    at_least: float | None
    at_most: float | None


type Question = LatestOf | NewestOf | HoursOf | CountOf
type Options = Mapping[str, str]


def question(path: str, query: str) -> Question:
    """Raises ``NotFoundError`` for a path that asks nothing."""
    kind = KINDS.get(path.removeprefix(PREFIX))
    if kind is None:
        raise NotFoundError(f"{path} is no question; there are {', '.join(KINDS)}")
    known, read = kind
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in known:
            raise RejectedError(name, f"is no option; there are {', '.join(known)}")
    return read(options)


def _latest(options: Options) -> Question:
    return LatestOf(_needed(options, "family") if "family" in options else None)


def _newest(options: Options) -> Question:
    text = options.get("limit", str(USUAL))
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
    if not (digits and 0 < int(text) <= MOST):
        raise RejectedError("limit", f"a number from 1 to {MOST}")
    return NewestOf(_needed(options, "datastream"), int(text))


def _hours(options: Options) -> Question:
    return HoursOf(_needed(options, "family"), *_span(options))


def _count(options: Options) -> Question:
    low, high = (_number(options, name) for name in ("at_least", "at_most"))
    return CountOf(_needed(options, "family"), *_span(options), low, high)


_SPAN = ("family", "since", "until")
#: What is asked by the last part of a path: its options and how they are read.
KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[Options], Question]]] = {
    "latest.json": (("family",), _latest),
    "newest.json": (("datastream", "limit"), _newest),
    "hours.json": (_SPAN, _hours),
    "count.json": ((*_SPAN, "at_least", "at_most"), _count),
}


def _needed(options: Options, name: str) -> str:
    if not options.get(name):
        raise RejectedError(name, "is needed")
    if not options[name].isprintable():
        raise RejectedError(name, "printable letters only")
    return options[name]


def _span(options: Options) -> tuple[datetime, datetime]:
    since, until = _moment(options, "since"), _moment(options, "until")
    if not since < until <= since + LONGEST:
        raise RejectedError("until", f"after since, at most {LONGEST.days} days")
    return since, until


def _moment(options: Options, name: str) -> datetime:
    # A plus in an address is a space once it is read.
    text = _needed(options, name).replace(" ", "+")
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise RejectedError(name, "a time such as 2026-01-31T00:00:00Z") from error
    if found.tzinfo is None:
        raise RejectedError(name, "has no time zone; send an offset or Z")
    if found.year not in YEARS:
        raise RejectedError(name, f"a year from {YEARS.start} to {YEARS.stop - 1}")
    return found


def _number(options: Options, name: str) -> float | None:
    if name not in options:
        return None
    try:
        found = float(options[name])
    except ValueError as error:
        raise RejectedError(name, "a number") from error
    if not isfinite(found):
        raise RejectedError(name, "a finite number")
    return found
