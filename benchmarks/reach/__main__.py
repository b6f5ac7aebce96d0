"""Measures how far one origin reaches.

First its own reads: the snapshot and a frame, compressed, from the gateway and from nginx with the
same bytes as files, each server on one core and the client on another; the issue allows twice what
nginx takes. Then a city behind nginx as a cache, as ``deploy/nginx.conf`` has it: ever more viewers
ask for its pages, its picture and its frames, and what reaches the origin is counted. Correct
means: both sides answer the same bytes, and every answer is a success. Writes
``benchmarks/results/reach.json``.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from benchmarks import report
from benchmarks.closed_loop import Outcome, Requests, drive, request
from benchmarks.fanout.side import Ours
from benchmarks.reach import nginx
from benchmarks.start.__main__ import city_variables, end, family, first_snapshot, run

RESULTS = Path(__file__).resolve().parent.parent / "results"
ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 16
#: Connections that ask one after the other, as fast as they are answered.
VIEWERS = (4, 40, 400)
#: Cards that make a picture as large as Seoul's, 30 KB compressed.
CITY = 110
GZIP = {"Accept-Encoding": "gzip"}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    small, large = reads(0, ("snapshot", "frame")), reads(CITY, ("snapshot",))
    rows = [*small, *large, *behind_a_cache()]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "reach.json").write_text(json.dumps(rows, indent=1) + "\n")
    report.main()
    for row in rows:
        peer = f"{row['peer']}" if row["peer"] is not None else "–"
        print(f"{row['case']:<62} {row['metric']:<24} {row['ours']:>9} {peer:>9} {row['unit']}")


def reads(cards: int, wanted: Sequence[str]) -> Iterator[dict[str, object]]:
    """One core for the server, the other for the client; so many cards are in the picture."""
    words = [sys.executable, "-m", "benchmarks.fanout.ours", str(cards)]
    process = subprocess.Popen(
        ["taskset", "-c", "0", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    os.sched_setaffinity(0, {1})
    try:
        ours = Ours(process)
        head = ours.publish(100, 20)
        every = {"snapshot": "/live/snapshot", "frame": f"/live/frames/{head - 3}"}
        paths = {name: every[name] for name in wanted}
        bodies = {name: drive(ours.port, once(path)).first for name, path in paths.items()}
        with tempfile.TemporaryDirectory(prefix="simin-bench-") as folder:
            named = {f"{name}.json": body for name, body in bodies.items()}
            with nginx.files(Path(folder), named, affinity="01") as port:
                worker = family(int(Path(folder, "nginx.pid").read_text()))[-1]
                for name, path in paths.items():
                    sides = ((ours.port, path, process.pid), (port, f"/{name}.json", worker))
                    yield from compared(name, sides, bodies[name])
    finally:
        process.terminate()
        process.wait(20)
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


def once(path: str) -> Requests:
    return lambda _number: iter([request("GET", path, headers=GZIP)])


def compared(
    name: str, sides: tuple[tuple[int, str, int], tuple[int, str, int]], body: bytes
) -> Iterator[dict[str, object]]:
    """In turn, so that what the machine does besides meets both."""
    rates: tuple[list[float], list[float]] = ([], [])
    costs: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for side, (port, path, pid) in enumerate(sides):
            before = processor_seconds(pid)
            outcome = asked(port, path)
            assert outcome.first == body, "both sides must answer the same bytes"
            rates[side].append(outcome.rate)
            costs[side].append((processor_seconds(pid) - before) / outcome.succeeded * 1e6)
    case = f"{name}, {len(body)} bytes compressed, one core"
    (ours, peer), (own, other) = map(_medians, (rates, costs))
    yield _row(case, "answers", ours, peer, "1/s", least=0.5)
    yield _row(case, "processor per answer", own, other, "µs", most=2.0)


def _medians(pair: tuple[list[float], list[float]]) -> tuple[float, float]:
    return statistics.median(pair[0]), statistics.median(pair[1])


def asked(port: int, *paths: str, connections: int = CONNECTIONS) -> Outcome:
    wanted = [request("GET", path, headers=GZIP) for path in paths]
    outcome = drive(port, lambda _number: cycle(wanted), connections=connections, seconds=SECONDS)
    assert outcome.succeeded == sum(outcome.statuses.values()), outcome.statuses
    return outcome


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def behind_a_cache() -> Iterator[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as folder:
        variables = city_variables(f"{folder}/city")
        run(["init", "sample"], variables)
        process = subprocess.Popen([sys.executable, "-m", "simin", "up"], env=variables)
        try:
            port = int(variables["SIMIN_PORT"])
            first_snapshot(f"http://127.0.0.1:{port}/live/snapshot", process)
            yield from crowds(Path(folder), port)
        finally:
            end(process)


def crowds(folder: Path, origin: int) -> Iterator[dict[str, object]]:
    paths = ("/", "/en/", "/data/", "/live/snapshot", "/live/frames/1", "/city/theme.css")
    with nginx.cache(folder, origin) as port:
        asked(port, *paths)
        nginx.asked(folder)
        for viewers in VIEWERS:
            outcome = asked(port, *paths, connections=viewers)
            reached = nginx.asked(folder)
            case = f"a city behind a cache, {viewers} viewers without pause"
            yield _row(case, "answers by the cache", outcome.rate, None, "1/s")
            yield _row(case, "of them by the origin", reached / SECONDS, None, "1/s")


def _row(
    case: str, metric: str, ours: float, peer: float | None, unit: str, **target: float
) -> dict[str, object]:
    return {
        "case": case,
        "metric": metric,
        "ours": round(ours, 2),
        "peer": None if peer is None else round(peer, 2),
        "ratio": None if peer is None else round(ours / peer, 3),
        "unit": unit,
        "versions": {"Simin": "this tree", "Python": platform.python_version(),
                     "peer": nginx.version()},
        **target,
    }  # fmt: skip


if __name__ == "__main__":
    main()
