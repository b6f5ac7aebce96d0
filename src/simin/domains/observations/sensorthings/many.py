"""Many observations of one request: looked up and taken in together (18-088, 12.2).

Each is kept or refused by itself. What one brings along, a feature that is not there yet, is made
beside it and goes again where the observation is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import batched, groupby
from typing import Any

from django.db import transaction

from simin.domains.observations.sensorthings import observing
from simin.domains.observations.sensorthings.bodies import reference
from simin.domains.observations.sensorthings.observing import Wanted
from simin.domains.observations.sensorthings.viewer import Viewer, visible
from simin.domains.observations.sensorthings.writing import Session
from simin.kit.errors import RejectedError, SiminError

_BATCH = 5000
_LINKS = ("Datastream", "FeatureOfInterest")
_LARGEST = 2**63

type Body = Mapping[str, Any]
type _Known = Mapping[str, Mapping[int, Any]]


def create(session: Session, bodies: Sequence[Body]) -> list[int | RejectedError]:
    """The id of each, or why it was refused; in their order, since a later one corrects."""
    done: list[int | RejectedError] = []
    for brings_more, run in groupby(bodies, _brings_more):
        taken = _one_by_one if brings_more else _together
        done += taken(session, list(run))
    return done


def _brings_more(body: Body) -> bool:
    return any(link in body and _key(body, link) is None for link in _LINKS)


def _one_by_one(session: Session, bodies: Sequence[Body]) -> list[int | RejectedError]:
    return [_tried(partial(_made, session, body)) for body in bodies]


@transaction.atomic
def _made(session: Session, body: Body) -> int:
    return int(session.create("Observation", body))


def _together(session: Session, bodies: Sequence[Body]) -> list[int | RejectedError]:
    known = {link: _known(link, bodies, session.viewer) for link in _LINKS}
    prepared = [_tried(partial(_wanted, session, body, known)) for body in bodies]
    right = [each for each in prepared if isinstance(each, Wanted)]
    done = iter(observing.take_in(observing.placed(right), session.writer))
    return [next(done) if isinstance(each, Wanted) else each for each in prepared]


def _wanted(session: Session, body: Body, known: _Known) -> Wanted:
    given = {link: known[link].get(_key(body, link) or 0) for link in _LINKS}
    there = {link: row for link, row in given.items() if row is not None}
    return session.wanted(body, given=there)


def _tried[T](do: Callable[[], T]) -> T | RejectedError:
    try:
        return do()
    except RejectedError as error:
        return error
    except SiminError as error:
        return RejectedError("key", str(error))


def _known(link: str, bodies: Sequence[Body], viewer: Viewer) -> dict[int, Any]:
    """The entities that are named, asked for once."""
    keys = {key for body in bodies if (key := _key(body, link)) is not None}
    rows = visible(link, viewer)
    if link == "Datastream":
        rows = rows.select_related("thing")
    return {
        row.pk: row for part in batched(sorted(keys), _BATCH) for row in rows.filter(pk__in=part)
    }


def _key(body: Body, link: str) -> int | None:
    try:
        key = reference(body.get(link), link)
    except RejectedError:
        return None
    return key if key is not None and 0 < key < _LARGEST else None
