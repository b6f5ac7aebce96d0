"""The statements that make a data set's files and read a version of them. Pure.

A version is one file of all rows and, behind it, files of what changed since: of one key the last
counts. Rows of places stand in Z-order of their cells, so that the engine passes over the groups of
rows that lie elsewhere by their smallest and largest bounds alone.
"""

from collections.abc import Sequence
from pathlib import Path

from simin.domains.catalogue.columns import BOUNDS
from simin.domains.catalogue.schema import SQL, Schema, quoted

#: Cells on a side of the world: about 600 m of longitude at the equator.
_SIDE = 65_536


def gathered(schema: Schema, relation: str, sequence: int) -> str:
    """A file's rows from columns that were handed in as ``relation``."""
    named = [
        f"c{place}::{SQL[column.type]} AS {quoted(column.name)}"
        for place, column in enumerate(schema.columns)
    ]
    beside = ["_key::VARCHAR AS _key", f"{sequence}::INTEGER AS _sequence", "_gone"]
    bounds = list(BOUNDS) if schema.spatial else []
    return ordered(schema, f"SELECT {', '.join([*beside, *bounds, *named])} FROM {relation}")


def ordered(schema: Schema, select: str) -> str:
    """``select`` in the order in which rows stand in a file."""
    return f"SELECT * FROM ({select}) ORDER BY {f'{_cell()}, ' if schema.spatial else ''}_key"


def _cell() -> str:
    """Bits of column and row of the grid, interleaved; rows without a place come last."""
    across = f"((_west + 180) / 360 * {_SIDE - 1})::UBIGINT"
    up = f"((_south + 90) / 180 * {_SIDE - 1})::UBIGINT"
    return f"({_spread(across)} | ({_spread(up)} << 1)) NULLS LAST"


def _spread(bits: str) -> str:
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = f"(({bits} | ({bits} << {shift})) & {mask}::UBIGINT)"
    return bits


def current(folder: Path, files: Sequence[str]) -> str:
    """All rows of a version."""
    if not files:
        raise ValueError("a version has at least one file")
    first, later = _read(folder, files[:1]), files[1:]
    if not later:
        return f"SELECT * FROM {first}"
    newest = last_words(folder, later)
    return (
        f"SELECT * FROM {first} AS all_rows ANTI JOIN ({newest}) AS later USING (_key) "
        f"UNION ALL BY NAME SELECT * FROM ({newest}) WHERE NOT _gone"
    )


def last_words(folder: Path, files: Sequence[str]) -> str:
    """What ``files`` say of each key at last, also that its row is gone."""
    return (
        f"SELECT * FROM {_read(folder, files)} "
        "QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _sequence DESC) = 1"
    )


def _read(folder: Path, files: Sequence[str]) -> str:
    places = ", ".join("'" + str(folder / name).replace("'", "''") + "'" for name in files)
    return f"read_parquet([{places}])"


def difference(schema: Schema, before: Schema | None, new: str, old: str) -> str:
    """Added, changed and removed rows from the relation ``old`` to the relation ``new``."""
    same = before is not None and [(c.name, c.type) for c in before.columns] == [
        (c.name, c.type) for c in schema.columns
    ]
    row = ", ".join(map(quoted, schema.names)) if same else "random()"
    return (
        "SELECT count(*) FILTER (o._key IS NULL), "
        "count(*) FILTER (n._key = o._key AND n.content <> o.content), "
        "count(*) FILTER (n._key IS NULL) "
        f"FROM (SELECT _key, hash({row}) AS content FROM ({new})) AS n "
        f"FULL JOIN (SELECT _key, hash({row}) AS content FROM ({old})) AS o USING (_key)"
    )
