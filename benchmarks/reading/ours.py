"""Our side: the rows in a city's store, its doors, and devices that write meanwhile."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from benchmarks.city import City
from benchmarks.closed_loop import driven, request
from benchmarks.reading.questions import Asked, Took, requests
from benchmarks.reading.rows import Row, Rows

#: Observations a second that come in, in so many requests.
INCOMING, POSTS = 200, 10
#: Columns of rows come in as numbers, one part a line.
LOAD = """
import json, sys
import numpy as np
from datetime import UTC, datetime
from simin.config import django_ready
django_ready.make_ready()
from simin.domains.observations import services
ids = np.array(json.loads(sys.stdin.readline()))
now = datetime.now(UTC)
for line in sys.stdin:
    place, at, free = (np.array(column) for column in json.loads(line))
    services.append({"datastream_id": ids[place], "phenomenon_time": at * 1_000_000,
                     "result": free.astype(float)}, run=None, received_at=now)
    services.fold_pending(zone=UTC)
services.seal()
"""


def load(city: City, rows: Rows, first: int, last: int) -> None:
    lines = [json.dumps(city.ids)]
    lines += [json.dumps(_columns(part)) for part in rows.between(first, last, 400_000)]
    city.feed(LOAD, "\n".join(lines))
    # What a worker would have done meanwhile, had the history come at its own pace.
    city.simin("worker", "--once")


def _columns(part: list[Row]) -> list[list[int]]:
    return [list(column) for column in zip(*part, strict=True)]


def measure(city: City, rows: Rows, count: int, seconds: float) -> Took:
    with city.served():
        asyncio.run(_asked(city, rows, count, 3.0, Took()))  # warm on both sides
        took = Took()
        asyncio.run(_asked(city, rows, count, seconds, took))
    return took


async def _asked(city: City, rows: Rows, count: int, seconds: float, took: Took) -> None:
    writing = asyncio.ensure_future(_write(city))
    made = requests(lambda asked: _address(asked, rows), len(rows.places), *rows.span(count), took)
    outcome = await driven(city.port, made, seconds=seconds)
    writing.cancel()
    if outcome.failure:
        raise SystemExit(f"{dict(outcome.statuses)}: {outcome.failure[:200]!r}")


def _address(asked: Asked, rows: Rows) -> str:
    window = f"family=parking/free&since={_text(asked.since)}&until={_text(asked.until)}"
    datastream = quote(f"parking/{rows.places[asked.place]}")
    question = {
        "latest of all": "latest.json?family=parking/free",
        "newest 100 of one": f"newest.json?datastream={datastream}",
        "hourly mean of 30 days": f"hours.json?{window}",
        "exact filtered count": f"count.json?{window}&at_most={asked.at_most}",
    }
    return f"/observations/{question[asked.kind]}"


def _text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def _write(city: City) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", city.port)
    for body in _bodies(city):
        headers = {"Authorization": f"Bearer {city.key}"}
        writer.write(request("POST", "/sta/v1.1/CreateObservations", body, headers))
        status = await reader.readline()
        if b" 201 " not in status:
            raise SystemExit(f"an incoming observation was refused: {status!r}")
        length = 0
        while (line := await reader.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        await reader.readexactly(length)
        await asyncio.sleep(1 / POSTS)


def _bodies(city: City) -> Iterator[bytes]:
    """Devices take turns; their times are behind those of all rows, and go on like real time."""
    size, number = INCOMING // POSTS, 0
    began = datetime.now(UTC) - timedelta(hours=1)
    while True:
        groups = []
        for _ in range(size):
            at = _text(began + timedelta(seconds=number / INCOMING))
            groups.append(
                {
                    "Datastream": {"@iot.id": city.ids[number % len(city.ids)]},
                    "components": ["phenomenonTime", "result"],
                    "dataArray": [[at, number % 300]],
                }
            )
            number += 1
        yield json.dumps(groups).encode()
