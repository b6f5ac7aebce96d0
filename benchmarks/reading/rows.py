"""The rows of both sides: the first so many of the German car parks, in order of time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

type Row = tuple[int, int, int]


class Rows:
    """``count`` rows of ``source`` as (place, seconds since 1970, free places)."""

    def __init__(self, source: Path) -> None:
        self._database = duckdb.connect()
        self._database.execute(f"CREATE VIEW sent AS SELECT * FROM '{source}'")  # our own path
        names = self._database.execute("SELECT DISTINCT place_id FROM sent ORDER BY 1").fetchall()
        self.places: list[str] = [name for (name,) in names]
        self._database.execute(
            "CREATE TABLE ordered AS SELECT rank - 1 AS place, epoch(ts)::BIGINT AS seconds, "
            "last(free) AS free FROM sent JOIN (SELECT place_id, row_number() OVER "
            "(ORDER BY place_id) AS rank FROM (SELECT DISTINCT place_id FROM sent)) "
            "USING (place_id) GROUP BY ALL ORDER BY seconds, place"
        )

    def between(self, first: int, last: int, size: int = 200_000) -> Iterator[list[Row]]:
        """Rows ``first`` to ``last``, in parts."""
        for start in range(first, last, size):
            yield self._database.execute(
                "SELECT place, seconds, free FROM ordered WHERE rowid >= ? AND rowid < ? "
                "ORDER BY rowid",
                [start, min(start + size, last)],
            ).fetchall()

    def span(self, count: int) -> tuple[datetime, datetime]:
        """Times of the first row and the last of ``count``."""
        found = self._database.execute(
            "SELECT min(seconds), max(seconds) FROM ordered WHERE rowid < ?", [count]
        ).fetchall()[0]
        return datetime.fromtimestamp(found[0], UTC), datetime.fromtimestamp(found[1], UTC)
