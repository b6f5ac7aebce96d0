"""Keeps how long values have stood; one small row a datastream, moved on by what arrived."""

from collections.abc import Collection, Mapping

from django.db import connection

from simin.ingest.detectors.stillness import Still
from simin.ingest.models import Watched

_COLUMNS = ("datastream", "result", "since", "until", "values")
_UPSERT = (
    f"INSERT INTO {Watched._meta.db_table} ({', '.join(map('"{}"'.format, _COLUMNS))}) "  # noqa: S608
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (datastream) DO UPDATE SET "
    + ", ".join(f'"{name}" = excluded."{name}"' for name in _COLUMNS[1:])
)


def watched(slugs: Collection[str]) -> dict[str, Still]:
    """The state of those datastreams that have one."""
    rows = Watched.objects.filter(datastream__in=list(slugs))
    return {row.datastream: Still(row.result, row.since, row.until, row.values) for row in rows}


def keep(states: Mapping[str, Still]) -> None:
    """In one statement for all, and none of the ORM's: a city's devices bring hundreds a second."""
    written = connection.ops.adapt_datetimefield_value
    rows = [
        (slug, state.result, written(state.since), written(state.until), state.values)
        for slug, state in states.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)
