"""Looks at rows as they pass and says what each column is: type, emptiness, codes, lengths.

The first rows of an answer are looked at, so that it costs the same whatever a source sends. A type
is what nine in ten values are; codes are what few texts stand again and again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from simin.ingest.feeds.profile import ColumnProfile, Shape
from simin.ingest.rows.rounded_numbers import is_rounded
from simin.ingest.rows.row import Row
from simin.ingest.storable import storable

#: Rows looked at.
LOOKED_AT = 1000
_MOST_CODES, _FEWEST_ROWS, _SAMPLES, _CUT = 60, 20, 40, 80
#: A type is what this share of the values are.
_SHARE = 0.9

_INTEGER = re.compile(r"[+-]?(0|[1-9]\d{0,17})(\.0+)?")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?([eE][+-]?\d+)?")
_TIME = re.compile(r"(19|20)\d\d([-./])\d{1,2}\2\d{1,2}([T ]\d{1,2}(:\d{2})*.*)?|(19|20)\d\d-\d\d")
_KINDS: tuple[tuple[type, Shape], ...] = (
    (bool, "boolean"),
    (list, "list"),
    (tuple, "list"),
    (dict, "object"),
)
_MISSING = {"", "-", "null", "none", "nan"}


@dataclass
class _Watched:
    rows: int = 0
    empty: int = 0
    absent: int = 0
    types: Counter[Shape] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)

    def take(self, value: Any) -> None:
        self.rows += 1
        shape = shape_of(value)
        if shape == "empty":
            self.empty += 1
            return
        self.types[shape] += 1
        self.values[storable(str(value).strip()[:500])] += 1


@dataclass
class Profiling:
    """The columns of one answer."""

    names: Sequence[str] = ()
    _seen: dict[str, _Watched] = field(default_factory=dict)
    _rows: int = 0

    def __post_init__(self) -> None:
        self._seen = {name: _Watched() for name in self.names if name}

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if self._rows < LOOKED_AT and row.wrong is None:
                self._take(row)
            yield row

    def _take(self, row: Row) -> None:
        self._rows += 1
        cells = row.source if isinstance(row.source, dict) else row.fields
        if row.renamed:
            cells = {row.renamed.get(name, name): value for name, value in cells.items()}
        for name in cells:
            if name and name not in self._seen:
                before = self._rows - 1
                self._seen[name] = _Watched(rows=before, empty=before, absent=before)
        for name, watched in self._seen.items():
            watched.absent += name not in cells
            watched.take(cells.get(name))

    def profile(self) -> tuple[ColumnProfile, ...]:
        return tuple(_profiled(name, watched) for name, watched in self._seen.items())


def shape_of(value: Any) -> Shape:
    """What a single value is."""
    for kind, shape in _KINDS:
        if isinstance(value, kind):
            return shape
    text = "" if value is None else str(value).strip()
    return "empty" if text.casefold() in _MISSING else _shape_of_text(text)


@lru_cache(8192)
def _shape_of_text(text: str) -> Shape:
    if _INTEGER.fullmatch(text):
        return "integer"
    if _TIME.fullmatch(text):
        return "time"
    # A number that begins with a zero is a code: 001.
    code = text.isdigit() and text.startswith("0")
    return "number" if _NUMBER.fullmatch(text) and not code else "text"


def _profiled(name: str, watched: _Watched) -> ColumnProfile:
    kind, values = _type(watched.types), watched.values
    filled = watched.rows - watched.empty
    lengths = Counter(map(len, values)) if kind in {"text", "mixed"} else Counter()
    longest = max(lengths, default=0)
    few = len(values) <= _MOST_CODES and len(values) * 2 <= filled and filled >= _FEWEST_ROWS
    codes = sorted(values) if few and kind == "text" else []
    return ColumnProfile(
        name=storable(name),
        type=kind,
        rows=watched.rows,
        empty=watched.empty,
        absent=watched.absent,
        example=next(iter(values), "")[:_CUT],
        samples=tuple(value[:_CUT] for value, _ in values.most_common(_SAMPLES)),
        codes=tuple(codes),
        shares={code: round(values[code] / filled, 4) for code in codes},
        longest=longest,
        at_longest=lengths[longest],
        rounded=sum(count for value, count in values.items() if is_rounded(value)),
    )


def _type(types: Counter[Shape]) -> Shape:
    total = sum(types.values())
    if not total:
        return "empty"
    numbers = types["integer"] + types["number"]
    if types["number"] and numbers >= _SHARE * total:
        return "number"
    kind, count = types.most_common(1)[0]
    return kind if count >= _SHARE * total else "mixed"
