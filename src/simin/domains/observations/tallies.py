"""Many observations summed up by group, so that sums can be added. Pure.

Adding is associative and commutative (up to the last bit of ``total``), so hours may be filled in
any order and days are sums of hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simin.domains.observations.columns import NONE, Column, Columns

#: What a sum has beside its key, in the order of its table.
SUMS = ("count", "total", "minimum", "maximum", "last", "last_at", "invalid")


@dataclass
class Tallies:
    """One sum a group; ``keys`` say which."""

    keys: Sequence[Column]
    sums: Columns

    def __len__(self) -> int:
        return len(self.sums["count"])


def of_rows(rows: Columns, keys: Sequence[Column]) -> Tallies:
    """Sums of ``rows``, each an observation, by ``keys``; sorted by them and by time."""
    results = rows["result"]
    valid = ~np.isnan(results) & (rows["quality"] == "").astype(np.bool_)
    return grouped(
        keys,
        {
            "count": valid.astype(np.int64),
            "total": np.where(valid, results, 0.0),
            "minimum": np.where(valid, results, np.nan),
            "maximum": np.where(valid, results, np.nan),
            "last": np.where(valid, results, np.nan),
            "last_at": np.where(valid, rows["phenomenon_time"], NONE),
            "invalid": (~valid).astype(np.int64),
        },
    )


def grouped(keys: Sequence[Column], sums: Columns) -> Tallies:
    """``sums`` added up where all of ``keys`` are equal; equal ones stand together, by time."""
    count = len(sums["count"])
    if not count:
        return Tallies(keys, sums)
    changes = np.zeros(count, np.bool_)
    changes[0] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    starts = np.flatnonzero(changes)
    return Tallies([key[starts] for key in keys], _added(sums, starts))


def _added(sums: Columns, starts: Column) -> Columns:
    valid = sums["count"] > 0
    index = np.where(valid, np.arange(len(valid)), -1)
    last = np.maximum.reduceat(index, starts)
    return {
        "count": np.add.reduceat(sums["count"], starts),
        "total": np.add.reduceat(sums["total"], starts),
        "minimum": np.fmin.reduceat(sums["minimum"], starts),
        "maximum": np.fmax.reduceat(sums["maximum"], starts),
        "last": np.where(last < 0, np.nan, sums["last"][last]),
        "last_at": np.where(last < 0, NONE, sums["last_at"][last]),
        "invalid": np.add.reduceat(sums["invalid"], starts),
    }


def regrouped(tallies: Tallies, keys: Sequence[Column]) -> Tallies:
    """The sums of ``tallies`` under other ``keys``, put in order of them."""
    order = np.lexsort((tallies.sums["last_at"], *reversed(list(keys))))
    sums = {name: values[order] for name, values in tallies.sums.items()}
    return grouped([key[order] for key in keys], sums)
