"""Keep the latest value and the running count of every datastream."""

from collections import Counter
from collections.abc import Iterable, Sequence

from simin.domains.observations import bulk
from simin.domains.observations.journal import COLUMNS, Entry
from simin.domains.observations.models import LatestObservation

_MERGE = {**bulk.replaced(COLUMNS[1:]), "kept": "old.kept + new.kept"}


def keep(entries: Iterable[Entry], newest: Sequence[Entry]) -> None:
    """Count ``entries``; ``newest`` are those among them that are their datastream's latest."""
    counts = Counter(entry.datastream for entry in entries)
    rows = [(*entry.row(), counts.pop(entry.datastream)) for entry in newest]
    bulk.upsert(LatestObservation, ("datastream_id",), _MERGE, rows)
    _count(counts)


def _count(counts: Counter[int]) -> None:
    """Count what arrived behind the latest value."""
    bulk.add(LatestObservation, "datastream_id", "kept", counts)
