"""Search the observations of many owners at once, each with a page of its own.

An owner is a datastream, or a feature with the datastreams that observe it. PostgreSQL goes to the
newest rows of each by the index; DuckDB numbers what stands in the segments' groups that can hold
any. Conditions are those of ``searching``; what stands here beside them are our own numbers.
"""

# ruff: noqa: S608 - our names and numbers, and the condition of searching, never a value
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from simin.domains.observations import bulk, relation
from simin.domains.observations.columns import Columns, empty, from_rows
from simin.domains.observations.models import Observation
from simin.domains.observations.searching import FOUND, Wanted, asked


@dataclass(frozen=True, slots=True)
class Owner:
    """One datastream of whoever asks, who is known by ``key``."""

    key: int
    datastream: int
    #: Only observations of this feature; None: of any.
    feature: int | None = None
    #: Whether observations that name no feature are of this one.
    takes_unnamed: bool = False


_NAMES = ", ".join(FOUND)
_OWNERS = "(VALUES {rows}) AS owner(whose, of_datastream, of_feature, takes_unnamed)"
_IS_OWNED = (
    "datastream_id = of_datastream AND (of_feature IS NULL OR feature = of_feature "
    "OR (feature IS NULL AND takes_unnamed))"
)


def rows(wanted: Wanted, owners: Sequence[Owner]) -> Columns:
    """Of each owner at most ``wanted.limit`` rows, in order; ``whose`` says of which each is."""
    if not owners:
        return empty() | {"whose": np.empty(0, np.int64)}
    statement = (
        f"SELECT whose, {_NAMES} FROM (SELECT *, ROW_NUMBER() OVER "
        f"(PARTITION BY whose ORDER BY {wanted.order}) AS place FROM {_owned(wanted, owners)}) "
        f"AS numbered WHERE place > {wanted.offset:d} "
        f"AND place <= {wanted.offset + wanted.limit:d} ORDER BY whose, place"
    )
    if connection.vendor == "postgresql":
        return from_rows(asked(statement, wanted.parameters), ("whose", *FOUND))
    return relation.rows(statement, wanted.parameters)


def counts(wanted: Wanted, owners: Sequence[Owner]) -> dict[int, int]:
    """How many rows each owner has that has any."""
    if not owners:
        return {}
    unlimited = Wanted(wanted.where, wanted.parameters, "", 0, 0)
    statement = f"SELECT whose, COUNT(*) AS number FROM {_owned(unlimited, owners)} GROUP BY whose"
    if connection.vendor == "postgresql":
        return {int(owner): int(number) for owner, number in asked(statement, wanted.parameters)}
    found = relation.rows(statement, wanted.parameters)
    pairs = zip(found["whose"].tolist(), found["number"].tolist(), strict=True)
    return {int(owner): int(number) for owner, number in pairs}


def _owned(wanted: Wanted, owners: Sequence[Owner]) -> str:
    """A relation of the rows that are somebody's; on PostgreSQL not more than could be shown."""
    told = _OWNERS.format(rows=", ".join(map(_told, owners)))
    if connection.vendor == "postgresql":
        most = f"ORDER BY {wanted.order} LIMIT {wanted.offset + wanted.limit:d}"
        page = (
            f"SELECT * FROM {bulk.table(Observation)} WHERE counts AND {_IS_OWNED} "
            f"AND ({wanted.where}) {most if wanted.limit else ''}"
        )
        return f"{told} CROSS JOIN LATERAL ({page}) AS seen"
    streams = ", ".join(str(int(owner.datastream)) for owner in owners)
    return (
        f"(SELECT * FROM counting WHERE datastream_id IN ({streams}) AND ({wanted.where})) AS seen "
        f"JOIN {told} ON {_IS_OWNED}"
    )


def _told(owner: Owner) -> str:
    feature = "NULL" if owner.feature is None else str(int(owner.feature))
    return (
        f"({int(owner.key)}, {int(owner.datastream)}, CAST({feature} AS BIGINT), "
        f"{'TRUE' if owner.takes_unnamed else 'FALSE'})"
    )
