"""Bodies of SensorThings observations as columns. Pure.

Only the plain forms are known: a number at a moment of one datastream, and arrays of such. None
means that a body is something else, right or wrong: the full implementation reads it then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from simin.web.intake.moments import NONE, Moment, Numbers, column, column_with_gaps, micros

#: Observations in one request.
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Batch:
    """The observations of one request, in its order; times in microseconds since 1970."""

    datastreams: Numbers
    phenomenon_times: Numbers
    #: ``NONE`` where the request has none.
    result_times: Numbers
    results: NDArray[np.float64]
    #: FeatureOfInterest of each, ``NONE`` where the thing has no place; not in the request.
    features: Numbers

    def __len__(self) -> int:
        return len(self.results)

    def with_features(self, features: Numbers) -> "Batch":
        return Batch(
            self.datastreams, self.phenomenon_times, self.result_times, self.results, features
        )


class _Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: int = msgspec.field(name="@iot.id")


class _Observation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phenomenon_time: Moment = msgspec.field(name="phenomenonTime")
    result: float
    result_time: Moment | None = msgspec.field(name="resultTime", default=None)
    datastream: _Reference | None = msgspec.field(name="Datastream", default=None)


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    datastream: _Reference = msgspec.field(name="Datastream")
    components: tuple[str, ...]
    rows: msgspec.Raw = msgspec.field(name="dataArray")
    count: int | None = msgspec.field(name="dataArray@iot.count", default=None)


class Decoder(Protocol):
    """A decoder of msgspec."""

    def decode(self, body: bytes | msgspec.Raw, /) -> Any: ...


_observation: Decoder = msgspec.json.Decoder(_Observation)
_groups: Decoder = msgspec.json.Decoder(list[_Group])

_TYPES: dict[str, Any] = {
    "phenomenonTime": str,
    "result": float,
    "resultTime": str | None,
}
_decoders: dict[tuple[str, ...], Decoder] = {}


def single(body: bytes, datastream: int | None) -> Batch | None:
    """One observation, of ``datastream`` where the address names one."""
    try:
        found: _Observation = _observation.decode(body)
    except ValueError:  # also what msgspec raises
        return None
    named = found.datastream.id if found.datastream else None
    of = named if datastream is None else datastream
    if of is None or None not in (datastream, named):
        return None
    resulted = NONE if found.result_time is None else micros(found.result_time)
    at = micros(found.phenomenon_time)
    return _batch(of, np.array([at]), np.array([resulted]), [found.result])


def grouped(body: bytes) -> Batch | None:
    """A data array for each of some datastreams, in the order of the request."""
    try:
        parts = [_part(group) for group in _groups.decode(body)]
    except ValueError:  # also what msgspec and numpy raise
        return None
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts) or sum(map(len, known)) > MOST_ROWS:
        return None
    return joined(known)


def joined(batches: Sequence[Batch]) -> Batch:
    """``batches`` one behind the other."""
    if len(batches) == 1:
        return batches[0]
    return Batch(
        *(np.concatenate([getattr(batch, name) for batch in batches]) for name in _COLUMNS)
    )


_COLUMNS = [field.name for field in fields(Batch)]


def _part(group: _Group) -> Batch | None:
    decoder = _decoder(group.components)
    if decoder is None:
        return None
    rows = decoder.decode(group.rows)
    if not rows or group.count not in (None, len(rows)):
        return None
    columns = dict(zip(group.components, zip(*rows, strict=True), strict=True))
    times = column(columns["phenomenonTime"])
    told = columns.get("resultTime")
    resulted = np.full(len(times), NONE) if told is None else column_with_gaps(told)
    return _batch(group.datastream.id, times, resulted, columns["result"])


def _decoder(components: tuple[str, ...]) -> Decoder | None:
    known = _decoders.get(components)
    if known is None:
        wanted = {"phenomenonTime", "result"} <= set(components) <= set(_TYPES)
        if not wanted or len(set(components)) < len(components):
            return None
        row: Any = tuple[tuple(_TYPES[name] for name in components)]  # type: ignore[misc]
        known = _decoders[components] = msgspec.json.Decoder(list[row])
    return known


def _batch(
    datastream: int, times: Numbers, resulted: Numbers, results: Sequence[float]
) -> Batch | None:
    values = np.array(results, np.float64)
    if not np.isfinite(values).all() or not 0 < datastream < 2**63:
        return None
    count = len(values)
    return Batch(np.full(count, datastream), times, resulted, values, np.full(count, NONE))
