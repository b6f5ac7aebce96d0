"""All rows of the German car parks, 11,279,484, over HTTP into one city; nothing may be lost.

Afterwards the count and a checksum of what the store holds must be those of the file, and so must
the latest values and the hours, which DuckDB computes from the file on its own. Skipped, and said
so, where the file is not there.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import duckdb

from benchmarks import city as cities
from benchmarks.city import City
from benchmarks.closed_loop import drive, request

FILE = "big_german_parking/parking_2021-01_09_long.parquet"
ROOT = Path(__file__).resolve().parent.parent.parent
CONNECTIONS = 8
PLACES = (os.environ.get("SIMIN_SHARED", ""), str(ROOT.parent / "shared"))
STATE = """
import json
from simin.config import django_ready
django_ready.make_ready()
from django.db.models import Sum
from simin.domains.observations import pending
from simin.domains.observations.models import HourlyRollup, LatestObservation
ours = LatestObservation.objects.filter(datastream__family="parking/free")
counts = ours.aggregate(k=Sum("kept"), r=Sum("repeated"), c=Sum("corrected"))
hours = HourlyRollup.objects.filter(datastream__family="parking/free").aggregate(
    n=Sum("count"), t=Sum("total"))
latest = {row[0]: [row[1].timestamp(), row[2]] for row in
          ours.values_list("datastream_id", "phenomenon_time", "result")}
print(json.dumps({"pending": pending.any_there(), **counts, **hours, "latest": latest}))
"""


def file() -> Path | None:
    found = [Path(place) / "data" / FILE for place in PLACES if place]
    return next((path for path in found if path.exists()), None)


def rows() -> list[dict[str, object]]:
    source = file()
    if source is None:
        print("the German car parks are not there: their load is left out")
        return []
    database = duckdb.connect()
    database.execute(f"CREATE VIEW sent AS SELECT * FROM '{source}'")  # the path is our own
    names = [
        row[0]
        for row in database.execute("SELECT DISTINCT place_id FROM sent ORDER BY 1").fetchall()
    ]
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        city = cities.make(Path(home), names, "sample")
        with city.served():
            return _loaded(database, city, dict(zip(names, city.ids, strict=True)))


def _loaded(
    database: duckdb.DuckDBPyConnection, city: City, ids: dict[str, int]
) -> list[dict[str, object]]:
    parks = [list(made) for made in _requests(database, ids, city.key)]
    sent = database.execute("SELECT count(*) FROM sent").fetchall()[0][0]
    # A car park reports over one connection, the older first: that is what a device does.
    parts = [chain.from_iterable(parks[number::CONNECTIONS]) for number in range(CONNECTIONS)]
    outcome = drive(city.port, lambda number: parts[number], connections=CONNECTIONS)
    acknowledged = outcome.seconds
    print(f"  {sent:,} rows acknowledged in {acknowledged:.1f} s: {dict(outcome.statuses)}")
    state = _folded(city)
    folded = acknowledged + state["waited"]
    _compare(database, ids, state, sent)
    load = round(os.getloadavg()[0], 2)
    return [
        {"case": f"load of {sent:,} real rows", "metric": metric, "ours": round(sent / seconds),
         "peer": None, "ratio": None, "unit": "observations/s", "load": load}
        for metric, seconds in (("acknowledged", acknowledged), ("folded", folded))
    ]  # fmt: skip


def _requests(
    database: duckdb.DuckDBPyConnection, ids: dict[str, int], key: str
) -> Iterator[Iterator[bytes]]:
    """The requests of each car park, 1,000 rows in each."""
    headers = {"Authorization": f"Bearer {key}"}
    found = database.execute(
        "SELECT place_id, list(strftime(ts, '%Y-%m-%dT%H:%M:%SZ') ORDER BY ts), "
        "list(free ORDER BY ts) FROM sent GROUP BY 1 ORDER BY 1"
    )
    while part := found.fetchmany(20):
        for place, times, values in part:
            yield _of_park(ids[place], times, values, headers)


def _of_park(
    id_: int, times: list[str], values: list[float], headers: dict[str, str]
) -> Iterator[bytes]:
    for start in range(0, len(times), 1000):
        pairs = zip(times[start : start + 1000], values[start : start + 1000], strict=True)
        group = {
            "Datastream": {"@iot.id": id_},
            "components": ["phenomenonTime", "result"],
            "dataArray": list(pairs),
        }
        body = json.dumps([group]).encode()
        yield request("POST", "/sta/v1.1/CreateObservations", body, headers)


def _folded(city: City) -> dict:
    began = time.perf_counter()
    while True:
        state = json.loads(city.run(STATE))
        if not state["pending"]:
            return {**state, "waited": time.perf_counter() - began}
        time.sleep(0.5)


def _compare(
    database: duckdb.DuckDBPyConnection, ids: dict[str, int], state: dict, sent: int
) -> None:
    distinct, total = database.execute(
        "SELECT count(*), sum(free) FROM (SELECT place_id, ts, last(free) AS free FROM sent "
        "GROUP BY 1, 2)"
    ).fetchall()[0]
    arrived = state["k"] + state["r"]
    print(
        f"  arrived {arrived:,} of {sent:,}; in hours {state['n']:,} of {distinct:,}, "
        f"total {state['t']:.0f} of {total}"
    )
    latest = database.execute(
        "SELECT place_id, epoch(max(ts)), arg_max(free, ts) FROM sent GROUP BY 1"
    ).fetchall()
    wrong = [place for place, at, free in latest if state["latest"][str(ids[place])] != [at, free]]
    assert arrived == sent and state["n"] == distinct and round(state["t"]) == total
    assert not wrong, f"latest values differ: {wrong[:5]}"
