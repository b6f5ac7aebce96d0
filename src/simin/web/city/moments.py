"""The kept moments of the picture, and what happened at them.

A mark names what everyone may know: that the stage changed, and the kind of a grave incident. An
incident that is withheld leaves none: the mark would tell that it is grave, and when it began.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime

from simin.domains.incidents.cards import release_of
from simin.domains.incidents.queries import listing, stage
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Visibility
from simin.domains.releases import queries as releases

#: Number of the frame, city time (ISO 8601), words for what happened since the moment before.
type Moment = tuple[int, str, dict[str, str] | None]

GRAVE = ("extreme", "severe")


def moments() -> list[Moment]:
    """Oldest first; a mark stands at the first moment at which its event was known."""
    kept = picture.moments()
    times = [at for _, at in kept]
    marks: dict[int, dict[str, str]] = {}
    for at, label in _events():
        if times and times[0] <= at <= times[-1]:
            marks[bisect_left(times, at)] = label
    return [
        (number, at.isoformat().replace("+00:00", "Z"), marks.get(position))
        for position, (number, at) in enumerate(kept)
    ]


def _events() -> Iterator[tuple[datetime, dict[str, str]]]:
    rules = releases.rules()
    for incident in listing.page(limit=100).rows:
        grave = incident.severity in GRAVE and not incident.drill
        if grave and release_of(incident, rules).visibility is Visibility.PUBLIC:
            yield incident.reported_at, incident.kind.name
    for change in stage.stage_changes():
        yield change.since, change.explained
