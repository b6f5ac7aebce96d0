"""What of a data set's rows is left out or made coarse for whoever may not see all of it.

The engine never hands a masked column on: every question, count, group, file and cursor is asked of
rows that lack it, so that no filter and no order finds out what no listing shows. Pure.
"""

from math import cos, radians

import msgspec

from simin.domains.catalogue.schema import Schema, quoted
from simin.domains.picture.fields import NUMBERS_RE2, STRUCK

#: Metres of a degree of latitude, about.
_DEGREE = 111_320.0


class Mask(msgspec.Struct, frozen=True, kw_only=True):
    """The plain ``Mask()`` hides nothing."""

    #: Columns that are not there at all.
    hidden: frozenset[str] = frozenset()
    #: Places become the middle of a cell that is so many metres wide; None: they stay.
    cell: float | None = None
    #: Columns of counts that are not told below ``least``; nought is.
    small: frozenset[str] = frozenset()
    least: int = 0
    #: Columns of text that lose telephone numbers and the like.
    struck: frozenset[str] = frozenset()
    #: Mixed into the keys of rows where a column of the key is hidden; never told.
    secret: str = ""

    @property
    def hides(self) -> bool:
        return bool(self.hidden or self.small or self.struck) or self.cell is not None


def masked_schema(schema: Schema, mask: Mask) -> Schema:
    """A shape is no point: where places are coarse a geometry goes."""
    gone = set(mask.hidden)
    if mask.cell is not None and schema.geometry:
        gone.add(schema.geometry)
    placed = not {schema.longitude, schema.latitude} & gone
    return Schema(
        columns=tuple(one for one in schema.columns if one.name not in gone),
        key=tuple(name for name in schema.key if name not in gone),
        longitude=schema.longitude if placed else None,
        latitude=schema.latitude if placed else None,
        geometry=None if schema.geometry in gone else schema.geometry,
    )


def masked_rows(schema: Schema, mask: Mask, select: str, latitude: float) -> str:
    """``select`` without what ``mask`` hides; ``schema`` is that of the files, ``latitude`` where
    the city lies."""
    seen = masked_schema(schema, mask)
    told = [_key(schema, mask)]
    for column in seen.columns:
        name = quoted(column.name)
        coarse = mask.cell is not None and column.name in (seen.longitude, seen.latitude)
        degrees = _degrees(mask.cell or 0.0, latitude, along=column.name == seen.longitude)
        shown = _middle(name, degrees) if coarse else _covered(column.name, mask)
        told.append(f"{shown} AS {name}" if shown != name else name)
    return f"SELECT {', '.join([*told, *_bounds(seen, mask, latitude)])} FROM ({select})"


def _covered(column: str, mask: Mask) -> str:
    name = quoted(column)
    if column in mask.small:
        return f"CASE WHEN {name} > 0 AND {name} < {mask.least} THEN NULL ELSE {name} END"
    if column in mask.struck:
        return f"regexp_replace({name}, '{NUMBERS_RE2}', '{STRUCK}', 'g')"
    return name


def _key(schema: Schema, mask: Mask) -> str:
    """The key as it is where all of its columns are seen; else a code that leads nowhere."""
    gone = mask.hidden | mask.small | mask.struck
    hides = mask.cell is not None or not schema.key or gone & set(schema.key)
    secret = mask.secret.replace("'", "''")
    return f"sha256('{secret}' || _key) AS _key" if hides and mask.hides else "_key"


def _bounds(seen: Schema, mask: Mask, latitude: float) -> list[str]:
    if not seen.spatial:
        return []
    if mask.cell is None:
        return ["_west", "_south", "_east", "_north"]
    across = _degrees(mask.cell, latitude, along=True)
    up = _degrees(mask.cell, latitude, along=False)
    return [
        *(f"{_middle(name, across)} AS {name}" for name in ("_west", "_east")),
        *(f"{_middle(name, up)} AS {name}" for name in ("_south", "_north")),
    ]


def _degrees(metres: float, latitude: float, *, along: bool) -> float:
    return metres / (_DEGREE * (cos(radians(latitude)) if along else 1.0))


def _middle(name: str, degrees: float) -> str:
    return f"round((floor({name} / {degrees!r}) + 0.5) * {degrees!r}, 6)"
