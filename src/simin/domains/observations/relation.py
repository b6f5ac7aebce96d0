# ruff: noqa: S608 - statements hold our names and the condition of searching, never a value
"""All observations that count as one relation of DuckDB: sealed segments and hot rows together.

Segments never change, so what was counted in one is remembered until a row in it is superseded.
Of the hot rows a copy is kept in DuckDB (``mirror``). A reader looks at the journal's numbers
before and after it has taken hold of both, and begins anew where rows moved in between; so it sees
every row once, whatever is folded or sealed meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection

from simin.domains.observations import counted, mirror, noted, positions, segments
from simin.domains.observations.columns import COLUMNS, Columns
from simin.domains.observations.errors import QuestionTooLargeError
from simin.domains.observations.exchange import read
from simin.domains.observations.models import Segment
from simin.domains.observations.patience import PATIENCE
from simin.kit.parquet.patience import limited
from simin.kit.parquet.reading import Reading

_TRIES = 5
_NAMES = ", ".join(COLUMNS)


@dataclass(frozen=True)
class Held:
    """What a question is asked of."""

    reading: Reading
    segments: list[Segment]
    #: Name of the relation of hot rows.
    hot: str
    #: Whether any row is noted as superseded.
    superseded: bool


def rows(statement: str, parameters: Sequence[Any], *, observation: int | None = None) -> Columns:
    """The answer to ``statement`` over ``counting``; where it asks for one, of ``observation``."""

    def ask(held: Held) -> Columns:
        relation = _relation(held, [_hot(held), *_sealed(held)])
        return held.reading.columns(f"{relation} {statement}", parameters)

    return {name: read(name, values) for name, values in _asked(ask, observation).items()}


def count(
    where: str, parameters: Sequence[Any], *, within: tuple[datetime, datetime] | None = None
) -> int:
    def ask(held: Held) -> int:
        relation = _relation(held, [_hot(held)])
        statement = f"{relation} SELECT COUNT(*) FROM counting WHERE {where}"
        hot = int(held.reading.rows(statement, parameters)[0][0])
        return hot + counted.in_segments(chosen(held), where, parameters, _counter(held))

    def chosen(held: Held) -> list[Segment]:
        if within is None:
            return held.segments
        since, before = within
        return [one for one in held.segments if one.first_time < before and one.last_time >= since]

    return _asked(ask)


def _counter(held: Held) -> counted.Counter:
    def count_in(chosen: list[Segment], where: str, parameters: Sequence[Any]) -> dict[str, int]:
        files = _files(chosen, "filename = true")
        relation = _relation(held, [f"SELECT {_NAMES}, filename FROM {files}"], "filename")
        statement = f"{relation} SELECT filename, COUNT(*) FROM counting WHERE {where} GROUP BY 1"
        found = held.reading.rows(statement, parameters)
        return {str(name).rpartition("/")[2]: int(number) for name, number in found}

    return count_in


def _asked[T](ask: Callable[[Held], T], observation: int | None = None) -> T:
    """Ask until nothing moved meanwhile; files that went away under a slow reader begin anew."""
    for attempt in range(_TRIES):
        before = positions.marks()
        with Reading(settings.SIMIN_OBSERVATIONS) as reading:
            alone = observation if connection.in_atomic_block else None
            held = _held(reading, before) if alone is None else _of_one(reading, alone)
            if attempt < _TRIES - 1 and positions.marks() != before:
                continue
            try:
                with limited(reading, PATIENCE):
                    return ask(held)
            except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
                raise QuestionTooLargeError from error
            except (duckdb.IOException, duckdb.CatalogException):
                if attempt == _TRIES - 1:
                    raise
    raise AssertionError("the last attempt answers or raises")


def _held(reading: Reading, marks: dict[str, int]) -> Held:
    found = segments.standing()
    hot = mirror.held(reading, marks)
    superseded = noted.everywhere(marks)
    reading.hand_in("superseded", {"position": superseded})
    return Held(reading, found, hot, bool(len(superseded)))


def _of_one(reading: Reading, observation: int) -> Held:
    """No version of it stands before the first, whose position is its number."""
    found = [each for each in segments.standing() if each.last_position >= observation]
    sealed = segments.places_of(reading, found, observation)
    superseded = noted.among([position for position, _ in sealed])
    reading.hand_in("superseded", {"position": superseded})
    hot = mirror.of_one(reading, observation, {stream for _, stream in sealed})
    return Held(reading, found, hot, bool(len(superseded)))


def _relation(held: Held, parts: Sequence[str], *further: str) -> str:
    but = "AND position NOT IN (SELECT position FROM superseded)" if held.superseded else ""
    names = ", ".join((_NAMES, *further))
    together = " UNION ALL ".join(parts)
    return f"WITH counting AS (SELECT {names} FROM ({together}) WHERE counts {but})"


def _hot(held: Held) -> str:
    return f"SELECT {_NAMES} FROM {held.hot}"


def _sealed(held: Held) -> list[str]:
    return [f"SELECT {_NAMES} FROM {_files(held.segments)}"] if held.segments else []


def _files(chosen: Sequence[Segment], *options: str) -> str:
    """Their names are ours: a month and a checksum."""
    places = ", ".join(f"'{path.replace(chr(39), chr(39) * 2)}'" for path in segments.paths(chosen))
    return f"read_parquet({', '.join((f'[{places}]', *options))})"
