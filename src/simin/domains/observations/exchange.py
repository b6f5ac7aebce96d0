"""Columns as DuckDB takes and gives them: times as times, nulls masked."""

import numpy as np

from simin.domains.observations.columns import (
    COLUMNS,
    NONE,
    NUMBERS,
    TEXTS,
    TIMES,
    Column,
    Columns,
    constant,
    default,
    dtype,
)
from simin.kit.parquet.reading import masked

#: The columns of a relation that was handed in, in their types.
AS_KEPT = ", ".join(
    f"CAST({name} AS TIMESTAMPTZ) AS {name}"
    if name in TIMES
    else f"CAST({name} AS VARCHAR) AS {name}"
    if name in TEXTS
    else name
    for name in COLUMNS
)


def shown(columns: Columns) -> Columns:
    """``columns`` as DuckDB takes them: times as times, nulls masked."""
    return {name: _shown(name, values) for name, values in columns.items()}


def _shown(name: str, values: Column) -> Column:
    if name in TIMES:
        return values.view("datetime64[us]")
    if name in NUMBERS:
        return np.ma.masked_equal(values, NONE)
    return np.ma.masked_invalid(values) if name == "result" else values


def read(name: str, values: Column) -> Column:
    """A column of an answer as ``columns`` has it."""
    if name in TIMES:
        plain = np.ma.getdata(values).astype("datetime64[us]").view(np.int64)
    else:
        plain = np.ma.getdata(values).astype(dtype(name))
    absent = masked(values)
    if absent.any():
        plain = np.where(absent, constant(name, default(name), len(plain)), plain)
    return plain
