"""Durable single and bulk observations over HTTP, 8 connections, ours and the peer's in one run.

Both sides get the same requests from the same client in the same minute. Durable on both: SQLite
with ``synchronous=FULL`` here, PostgreSQL with ``fsync`` there. Every answer must be 201, and the
observations that are there afterwards must be as many as were acknowledged. Prints a table, writes
``benchmarks/results/observations.json``.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import city as cities
from benchmarks.city import City
from benchmarks.closed_loop import Outcome, drive
from benchmarks.observations import parking
from benchmarks.observations.workload import BULK, arrays, singles
from benchmarks.peers import sensorthings

RESULTS = Path(__file__).resolve().parent.parent / "results"
#: At least this many times the peer's rate.
TARGET = 15.0
STREAMS = 40
COUNT = """
import time
from simin.config import django_ready
django_ready.make_ready()
from django.db.models import Sum
from simin.domains.observations import pending
from simin.domains.observations.models import LatestObservation
while pending.any_there():
    time.sleep(0.2)
print(LatestObservation.objects.filter(datastream__family="parking/free")
      .aggregate(n=Sum("kept") + Sum("repeated"))["n"] or 0)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round and no real rows")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    chosen = parser.parse_args()
    rounds, seconds = (1, 3.0) if chosen.quick else (chosen.rounds, chosen.seconds)
    load = os.getloadavg()[0]
    with peer_side(rounds, seconds) as (peer, versions), our_side(rounds, seconds) as ours:
        rows = [row(name, ours[name], peer[name], versions, load) for name in peer]
    if not chosen.quick:
        rows += parking.rows()
    report(rows)


@contextmanager
def peer_side(rounds: int, seconds: float) -> Iterator[tuple[dict[str, float], str]]:
    found: dict[str, float] = {}
    versions = ""
    for name, (server, workers) in sensorthings.BEST.items():
        with sensorthings.running(server, workers) as peer:
            versions = peer.versions
            ids = sensorthings.define(peer, STREAMS)
            found[name] = measured(name, peer.port, sensorthings.PREFIX, ids, {}, rounds, seconds)
    yield found, versions


@contextmanager
def our_side(rounds: int, seconds: float) -> Iterator[dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        city = cities.make(Path(home), [f"place-{n}" for n in range(STREAMS)], "sample")
        headers = {"Authorization": f"Bearer {city.key}"}
        SENT["rows"] = 0
        with city.served():
            found = {
                name: measured(name, city.port, "/sta/v1.1", city.ids, headers, rounds, seconds)
                for name in sensorthings.BEST
            }
            check(city)
        yield found


#: Acknowledged by the side that is being measured.
SENT = {"rows": 0}


def measured(
    name: str, port: int, prefix: str, ids: list, headers: dict, rounds: int, seconds: float
) -> float:
    """Median of observations a second over the rounds."""
    start = 0 if name == "single" else 50_000_000
    if name == "single":  # one of each before, as features of interest are made with the first
        rate(drive(port, singles(prefix, ids, headers, start), connections=1, seconds=1.5), 1)
    rates = []
    for turn in range(rounds):
        begin = start + (turn + 1) * 2_000_000
        made = (singles if name == "single" else arrays)(prefix, ids, headers, begin)
        rates.append(rate(drive(port, made, seconds=seconds), 1 if name == "single" else BULK))
    print(f"  {prefix} {name}: {' '.join(f'{each:,.0f}' for each in rates)} /s", flush=True)
    return statistics.median(rates)


def rate(outcome: Outcome, rows: int) -> float:
    wrong = outcome.statuses.total() - outcome.statuses[201]
    if wrong:
        print(f"  {dict(outcome.statuses)}: {outcome.failure[:200]!r}", flush=True)
    SENT["rows"] += outcome.statuses[201] * rows
    return outcome.statuses[201] * rows / outcome.seconds


def check(city: City) -> None:
    """What is there is what was acknowledged, counted by the running counts."""
    began = time.perf_counter()
    there = int(city.run(COUNT).strip())
    print(
        f"  folded and counted in {time.perf_counter() - began:.1f} s: {there:,} rows", flush=True
    )


def row(name: str, ours: float, peer: float, versions: str, load: float) -> dict[str, object]:
    return {
        "case": f"{name} observations, durable, 8 connections",
        "metric": "rate",
        "ours": round(ours, 1),
        "peer": round(peer, 1),
        "ratio": round(ours / peer, 2),
        "least": TARGET,
        "unit": "observations/s",
        "load": round(load, 2),
        "versions": {"ours": f"Python {platform.python_version()}", "peer": versions},
    }


def report(rows: list[dict[str, object]]) -> None:
    for each in rows:
        met = each.get("least") is None or float(str(each["ratio"])) >= float(str(each["least"]))
        print(
            f"{each['case']:<55} {each['ours']:>12,} {each['peer'] or '':>12} "
            f"{each['ratio'] or '':>8} {'' if met else 'SHORT'}"
        )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "observations.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
