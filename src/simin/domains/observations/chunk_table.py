"""Chunks in a table of the database: on PostgreSQL, where who appends waits for nobody who folds.

Never here: a rule about what may be folded when; that is ``pending``'s.
"""

from django.db import transaction
from django.db.models import Max

from simin.domains.observations import positions
from simin.domains.observations.columns import micros, moment
from simin.domains.observations.models import Chunk
from simin.domains.observations.waiting import Waiting


class ChunkTable:
    """As ``ChunkFile``; chunks are gone in the transaction that folds them."""

    @transaction.atomic
    def append(self, rows: int, payload: bytes, run: str | None, received_at: int) -> int:
        first = positions.allot(rows)
        at = moment(received_at)
        chunk = Chunk(first=first, rows=rows, received_at=at, run=run, payload=payload)
        Chunk.objects.bulk_create([chunk])
        return first

    def allot(self, count: int, folded: int) -> tuple[int, bool]:
        first = positions.allot(count)  # who appends has committed, or waits until we have
        return first, not Chunk.objects.filter(first__gte=folded).exists()

    def sizes(self, since: int, limit: int) -> list[tuple[int, int]]:
        found = Chunk.objects.filter(first__gte=since).order_by("first")
        return list(found.values_list("first", "rows")[:limit])

    def newest(self, since: int) -> int | None:
        found = Chunk.objects.filter(first__gte=since).aggregate(newest=Max("first"))
        return found["newest"]  # type: ignore[no-any-return]

    def between(self, first: int, last: int) -> list[Waiting]:
        found = Chunk.objects.filter(first__range=(first, last)).order_by("first")
        return [_waiting(chunk) for chunk in found]

    def drop(self, before: int) -> None:
        Chunk.objects.filter(first__lt=before).delete()


def _waiting(chunk: Chunk) -> Waiting:
    at = micros(chunk.received_at)
    return Waiting(chunk.first, chunk.rows, at, chunk.run, bytes(chunk.payload))
