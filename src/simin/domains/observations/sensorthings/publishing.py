"""New observations in the order of the journal, for whoever publishes them; only what all may see.

Of an observation that was corrected the newest version is told. Reads the hot rows; whoever comes
after they were sealed is served from the segments, so nobody who was away misses any.
"""

from django.db.models import Max

from simin.domains.observations import pending, positions, searching
from simin.domains.observations.columns import plain_rows
from simin.domains.observations.models import Datastream, Observation, Segment
from simin.domains.observations.reading import Found
from simin.domains.observations.sensorthings.document import Observed
from simin.domains.observations.sensorthings.viewer import Viewer, visible


def head() -> int:
    """The newest position before which nothing waits."""
    waiting = pending.oldest()
    newest = (
        Observation.objects.aggregate(newest=Max("position"))["newest"],
        Segment.objects.aggregate(newest=Max("last_position"))["newest"],
    )
    known = max((int(each) for each in newest if each is not None), default=0)
    return known if waiting is None else min(known, waiting - 1)


def after(position: int, viewer: Viewer, limit: int) -> tuple[list[Observed], int]:
    """At most ``limit`` observations after ``position``, and the position to go on from."""
    rows = _complete(position, limit)
    if not rows:
        return [], position
    ids = {row.datastream_id for row in rows}
    streams = visible("Datastream", viewer).select_related("source", "thing").in_bulk(ids)
    shown: dict[int, Datastream] = dict(streams)
    told = [Observed(row, shown[row.datastream_id]) for row in rows if row.datastream_id in shown]
    return told, rows[-1].position


def _complete(position: int, limit: int) -> list[Found]:
    """Rows before which nothing will come: a chunk that waits stands before what was recorded."""
    folded = positions.folded_until()
    rows = _rows(position, limit)
    waiting = pending.oldest()
    # What was folded meanwhile is not among the rows, nor does it wait any more.
    until = waiting if positions.folded_until() == folded else folded
    return rows if until is None else [row for row in rows if row.position < until]


def _rows(position: int, limit: int) -> list[Found]:
    hot = Observation.objects.filter(position__gt=position, counts=True, deleted=False)
    rows = list(hot.order_by("position").values_list(*searching.FOUND)[:limit])
    # Asked last: what is sealed between the two questions is found by this one.
    if Segment.objects.filter(retired_at=None, last_position__gt=position).exists():
        return _searched(searching.Wanted("position > ?", [position], "position", limit, 0))
    return [Found(*row) for row in rows]


def _searched(wanted: searching.Wanted) -> list[Found]:
    return [Found(*row) for row in plain_rows(searching.rows(wanted), searching.FOUND)]
