"""``python -m benchmarks.fanout [--quick]``: both sides of one run, alternating, medians, ratios.

Writes ``benchmarks/results/fanout.json``. Whatever is lost or slower than the peer is printed too.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.fanout import nchan, probe, side

RESULTS = Path(__file__).resolve().parent.parent / "results" / "fanout.json"
type Start = Callable[[], AbstractContextManager[side.Side]]
type Measured = dict[str, float]

#: Metric to its unit and the largest ratio (or, for ``ours``, value) that is good enough.
METRICS = {
    "cpu per delivery": ("µs", 0.8),
    "p99 latency": ("ms", 1.0),
    "p50 latency": ("ms", None),
    "memory per viewer": ("KiB", None),
    "frames lost": ("frames", None),
    "dropped to snapshot": ("events", None),
    "reconnects": ("", None),
}
MOST_KIB = 4.0
#: What the whole of the cases may take.
SECONDS = 450.0


@dataclass(frozen=True)
class Case:
    """What is asked of both sides; ``slow`` and ``churn`` (a second) are shares of the viewers."""

    viewers: int
    rate: float
    frames: int
    slow: float = 0.0
    churn: float = 0.0

    def __str__(self) -> str:
        named = f"{self.viewers} viewers, {self.rate:g} frames/s"
        return f"{named}, 2 % slow, 1 %/s reconnect" if self.slow else named


FULL = [
    *(
        Case(viewers, rate, 6 if rate == 1 else 50)
        for viewers in (1000, 5000, 10000)
        for rate in (1, 10)
    ),
    Case(5000, 10, 150, slow=0.02, churn=0.01),
]
QUICK = [Case(1000, 10, 30), Case(5000, 10, 30), Case(1000, 10, 100, slow=0.02, churn=0.01)]


def measure(case: Case, start: Start) -> Measured:
    with start() as server:
        before = probe.memory_bytes(server.pid)
        client = _client(case, server)
        try:
            return _measured(case, server, client, before)
        finally:
            client.kill()
            client.wait()


def _measured(
    case: Case, server: side.Side, client: "subprocess.Popen[str]", before: int
) -> Measured:
    assert client.stdin is not None
    assert client.stdout is not None
    if client.stdout.readline() != "ready\n":
        raise RuntimeError("the viewers could not connect")
    begin = probe.cpu_seconds(server.pid) - server.publisher_seconds
    head = server.publish(case.rate, case.frames)
    time.sleep(0.3)
    spent = probe.cpu_seconds(server.pid) - server.publisher_seconds - begin
    loaded = probe.memory_bytes(server.pid)
    client.stdin.write(f"{head}\n")
    client.stdin.flush()
    seen = json.loads(client.stdout.readline())
    return {
        "cpu per delivery": spent / (case.viewers * case.frames) * 1e6,
        "p99 latency": seen["p99"],
        "p50 latency": seen["p50"],
        "memory per viewer": (loaded - before) / case.viewers / 1024,
        "frames lost": seen["lost"],
        "dropped to snapshot": seen["snapshots"],
        "reconnects": seen["reconnects"],
    }


def _client(case: Case, server: side.Side) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.fanout.client", "--path", server.path]
    for name in ("viewers", "slow", "churn"):
        command += [f"--{name}", str(getattr(case, name))]
    return subprocess.Popen(
        [*command, "--port", str(server.port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def compare(case: Case, rounds: int, seconds: float = 600.0) -> tuple[Measured, Measured]:
    """Medians of both sides, measured in turn; no round begins that would outlast ``seconds``."""
    begin = time.monotonic()
    sides: list[tuple[Start, list[Measured]]] = [(side.ours, []), (side.peer, [])]
    for turn in range(rounds):
        if turn and (time.monotonic() - begin) / turn * (turn + 1) > seconds:
            break
        for start, measured in sides if turn % 2 == 0 else reversed(sides):
            measured.append(measure(case, start))
    ours, peer = (_medians(measured) for _, measured in sides)
    return ours, peer


def _medians(measured: list[Measured]) -> Measured:
    # A single loss is a loss: of losses the worst run counts.
    choose = {"frames lost": max}
    return {
        metric: choose.get(metric, statistics.median)(each[metric] for each in measured)
        for metric in METRICS
    }


def rows(case: Case, ours: Measured, peer: Measured) -> list[dict[str, object]]:
    return [
        {
            "case": str(case),
            "metric": metric,
            "ours": round(ours[metric], 3),
            "peer": round(peer[metric], 3),
            "ratio": round(ours[metric] / peer[metric], 3) if peer[metric] else None,
            "unit": unit,
            "versions": versions(),
        }
        for metric, (unit, _) in METRICS.items()
    ]


def versions() -> dict[str, str]:
    return {
        "ours": f"simin {version('simin')}, uvicorn {version('uvicorn')}, "
        f"uvloop {version('uvloop')}, Python {platform.python_version()}",
        "peer": nchan.version(),
        "machine": f"{os.cpu_count()} cores, Linux {platform.release()}",
    }


def verdict(row: dict[str, object]) -> str:
    metric, ratio, ours = str(row["metric"]), row["ratio"], float(str(row["ours"]))
    if metric == "memory per viewer":
        return "" if ours <= MOST_KIB else f"MORE than {MOST_KIB:g} KiB"
    if metric == "frames lost":
        return "" if ours == 0 else "LOST"
    bound = METRICS[metric][1]
    if bound is None or ratio is None:
        return ""
    return "" if float(str(ratio)) <= bound else f"ABOVE {bound:g}"


def show(made: list[dict[str, object]]) -> None:
    for row in made:
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
        print(
            f"  {row['metric']:<20} ours {row['ours']:>10.2f}  nchan {row['peer']:>10.2f} "
            f"{row['unit']:<7} ratio {ratio:>6}  {verdict(row)}",
            flush=True,
        )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a minute instead of eight")
    arguments.add_argument("--only", type=int, help="viewers of the one case to run")
    given = arguments.parse_args()
    if not nchan.is_installed():
        print("nginx with nchan is not installed (Debian: nginx, libnginx-mod-nchan)")
        return 1
    print(versions())
    cases = [
        case for case in (QUICK if given.quick else FULL) if given.only in (None, case.viewers)
    ]
    run(cases, rounds=1 if given.quick else 3)
    return 0


def run(cases: list[Case], rounds: int) -> None:
    """Measure, print and keep every case, in about ``SECONDS`` together."""
    made: list[dict[str, object]] = []
    end = time.monotonic() + SECONDS
    for position, case in enumerate(cases):
        print(case, flush=True)
        share = (end - time.monotonic()) / (len(cases) - position)
        ours, peer = compare(case, rounds, seconds=share)
        made += rows(case, ours, peer)
        show(made[-len(METRICS) :])
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
