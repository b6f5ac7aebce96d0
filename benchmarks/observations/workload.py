"""What both sides are sent: the same observations, in the two forms that devices send."""

import itertools
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.closed_loop import Requests, request

BULK = 1000
BEGIN = datetime(2022, 1, 1, tzinfo=UTC)
type Id = int | str


def moment(seconds: int) -> str:
    return (BEGIN + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def singles(prefix: str, ids: Sequence[Id], headers: dict[str, str], start: int = 0) -> Requests:
    """Every observation is a new one. A datastream has one device: each connection has its own."""

    def made(connection: int) -> Iterator[bytes]:
        for turn in itertools.count():
            body = {
                "phenomenonTime": moment(start + turn * 8 + connection),
                "result": float(turn % 100),
                "Datastream": {"@iot.id": ids[(connection + 8 * turn) % len(ids)]},
            }
            yield request("POST", f"{prefix}/Observations", json.dumps(body).encode(), headers)

    return made


def arrays(prefix: str, ids: Sequence[Id], headers: dict[str, str], start: int) -> Requests:
    """1,000 observations of one datastream a request; bodies are made before the clock runs."""

    def made(connection: int) -> Iterator[bytes]:
        for turn in itertools.count():
            number = turn * 8 + connection
            yield array(prefix, ids[number % len(ids)], headers, start + number * BULK)

    return _prepared(made)


def array(prefix: str, datastream: Id, headers: dict[str, str], start: int) -> bytes:
    rows = [[moment(start + row), float(row)] for row in range(BULK)]
    group = {
        "Datastream": {"@iot.id": datastream},
        "components": ["phenomenonTime", "result"],
        "dataArray": rows,
    }
    return request("POST", f"{prefix}/CreateObservations", json.dumps([group]).encode(), headers)


def _prepared(made: Requests, count: int = 240) -> Requests:
    """Requests that are there already, so that making them costs the servers nothing."""
    ready = {n: list(itertools.islice(made(n), count)) for n in range(8)}
    return lambda connection: iter(ready[connection])
