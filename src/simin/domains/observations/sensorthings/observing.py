"""Observations taken in, changed and removed, with the feature that they are of.

They go through ``record``: judged, kept and told in one transaction. Two of one datastream at one
time are versions of one observation, so the second corrects the first.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

import numpy as np

from simin.domains.observations import changing, features, journal, recording
from simin.domains.observations.columns import micros
from simin.domains.observations.models import Datastream
from simin.domains.observations.observation import NewObservation
from simin.domains.observations.sensorthings.document import Observed
from simin.domains.observations.sensorthings.writer import OutOfScopeError, Writer
from simin.domains.observations.streams import standing
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import Interval

_EXTRA = ("resultQuality", "validTime", "parameters")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One observation to take in: its datastream, its checked values and its feature."""

    stream: Datastream
    values: dict[str, Any] = field(default_factory=dict)
    feature: int | None = None


def take_in(wanted: Sequence[Wanted], writer: Writer) -> list[int | RejectedError]:
    """The id of each, or why it was not kept; the others are kept."""
    now = city_clock().now()
    new = [_new(each, now) for each in wanted]
    done = recording.record(new, run=f"device-{writer.handle}", received_at=now, zone=_zone())
    faults = dict(done.rejected)
    _note_features(wanted, faults)
    known = _ids(
        {(w.stream.pk, micros(n.phenomenon_time)) for w, n in zip(wanted, new, strict=True)}
    )
    return [
        faults.get(at) or known.get((each.stream.pk, micros(made.phenomenon_time)), 0)
        for at, (each, made) in enumerate(zip(wanted, new, strict=True))
    ]


def placed(wanted: Sequence[Wanted]) -> list[Wanted]:
    """With the feature of the thing's place where none is named."""
    unplaced = {each.stream.pk for each in wanted if each.feature is None}
    found = automatic_features(unplaced) if unplaced else {}
    return [
        replace(each, feature=found.get(each.stream.pk)) if each.feature is None else each
        for each in wanted
    ]


def check_scope(stream: Datastream, writer: Writer) -> None:
    if not writer.may_observe(stream.pk, stream.thing.number or 0):
        raise OutOfScopeError(f"write observations of Datastreams({stream.pk})")


def change(seen: Observed, values: dict[str, Any], feature: int | None) -> None:
    """What ``values`` say; the rest of ``seen`` stays."""
    changes: dict[str, object] = {}
    at = values.get("phenomenonTime")
    if at is not None:
        start, end = (at.start, at.end) if isinstance(at, Interval) else (at, None)
        changes = {"phenomenon_time": start, "phenomenon_end": end}
    if values.get("resultTime") is not None:
        changes["result_time"] = values["resultTime"]
    if feature is not None:
        changes["feature"] = feature
    extra = json.loads(seen.row.extra) if seen.row.extra else {}
    beside = extra | {name: _plain(values[name]) for name in _EXTRA if name in values}
    if "result" in values:
        beside.pop("result", None)
        number = _number(values["result"])
        changes["result"] = number
        if number is None and values["result"] is not None:
            beside["result"] = values["result"]
    if beside != extra:
        changes["extra"] = json.dumps(beside, ensure_ascii=False) if beside else None
    changing.correct(seen.pk, changes, at=city_clock().now(), zone=_zone())
    if feature is not None:
        features.link({(feature, seen.stream.pk)})


def remove(seen: Observed) -> None:
    changing.delete(seen.pk, at=city_clock().now(), zone=_zone())


def newest_times(datastreams: Collection[int]) -> dict[int, int]:
    """Newest phenomenon time of each that there is, in microseconds since 1970.

    The least integer where there is no observation, as in the columns of ``append``.
    """
    return {id_: stream.newest for id_, stream in standing(datastreams).items()}


def automatic_features(streams: Collection[int]) -> dict[int, int]:
    """By datastream, of those whose thing has a place; noted, so that who sees one sees both.

    Made of the thing's location, once for each location (18-088, 10.2.1). Writes only what is not
    there yet: who asks must not wait for other writers each time.
    """
    things = dict(Datastream.objects.filter(pk__in=streams).values_list("pk", "thing_id"))
    places = features.places_of(set(things.values()))
    made = features.made_of(features.distinct(places))
    known = {stream: made[places[thing].pk] for stream, thing in things.items() if thing in places}
    features.link({(of, stream) for stream, of in known.items()})
    return known


def _new(wanted: Wanted, now: datetime) -> NewObservation:
    values = wanted.values
    at = values.get("phenomenonTime") or now
    start, end = (at.start, at.end) if isinstance(at, Interval) else (at, None)
    result = values.get("result")
    number = _number(result)
    extra = {name: _plain(values[name]) for name in _EXTRA if values.get(name) is not None}
    if number is None and result is not None:
        extra["result"] = result
    return NewObservation(
        wanted.stream.slug,
        start,
        number,
        result_time=values.get("resultTime"),
        phenomenon_end=end,
        feature=wanted.feature,
        extra=json.dumps(extra, ensure_ascii=False) if extra else None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return f"{value.start.isoformat()}/{value.end.isoformat()}".replace("+00:00", "Z")
    return value


def _number(result: Any) -> float | None:
    truth = isinstance(result, bool)
    return float(result) if isinstance(result, int | float) and not truth else None


def _ids(keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """What the observations of these datastreams and times are known by."""
    asked = sorted(keys)
    streams, times = np.array(asked, np.int64).reshape(-1, 2).T
    number, rows = journal.versions(streams, times)
    standing = rows["counts"]
    found = zip(number[standing].tolist(), rows["observation"][standing].tolist(), strict=True)
    return {asked[at]: known for at, known in found}


def _note_features(wanted: Sequence[Wanted], faults: dict[int, RejectedError]) -> None:
    """Which datastreams have observations of which feature; hides features with them."""
    pairs = {
        (each.feature, each.stream.pk)
        for at, each in enumerate(wanted)
        if each.feature is not None and at not in faults
    }
    features.link(pairs)


def _zone() -> tzinfo:
    try:
        return places.zone()
    except NoCityError:
        return UTC
