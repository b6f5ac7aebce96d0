"""Measures ``simin up`` on an initialised folder: seconds to the first snapshot, memory idle.

Correct means: the snapshot holds the cards that the city had when it was stopped. Memory is the sum
of the proportional set sizes (shared pages counted once) of the server, its worker and whatever
they started. The limits are those of the issue; there is no peer. Prints a table and writes
``benchmarks/results/start.json``.
"""

import argparse
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "results"
START_LIMIT = 3.0
MEMORY_LIMIT = 250.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="seoul")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, default=20.0, help="seconds before memory is read")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        variables = city_variables(home)
        run(["init", chosen.pack], variables)
        starts, memories = [], []
        for turn in range(chosen.rounds):
            idle = chosen.idle if turn == chosen.rounds - 1 else 0
            seconds, mebibytes = measure(variables, idle)
            starts.append(seconds)
            if idle:
                memories.append(mebibytes)
    report(chosen.pack, starts, memories)


def city_variables(home: str) -> dict[str, str]:
    """The environment of a city in ``home`` on a port of its own."""
    return {**os.environ, "SIMIN_HOME": home, "SIMIN_PORT": str(free_port())}


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(words: list[str], variables: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "simin", *words], env=variables, check=True)


def measure(variables: dict[str, str], idle: float) -> tuple[float, float]:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "simin", "up"], env=variables)
    try:
        cards = first_snapshot(f"http://127.0.0.1:{variables['SIMIN_PORT']}/live/snapshot", process)
        seconds = time.perf_counter() - began
        assert cards > 0, "the first snapshot is empty"
        time.sleep(idle)
        return seconds, sum(proportional(pid) for pid in family(process.pid)) / 1024
    finally:
        end(process)


def first_snapshot(address: str, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                return len(json.load(answer)["cards"])
        except OSError:
            time.sleep(0.01)
    raise SystemExit("simin up did not answer")


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    every = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split()
    for child in set(children):
        every += family(int(child))
    return every


def proportional(pid: int) -> int:
    """Proportional set size in kB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def report(pack: str, starts: list[float], memories: list[float]) -> None:
    rows = [
        row(f"start to first snapshot, {pack}", statistics.median(starts), START_LIMIT, "s"),
        row(f"memory of all processes, idle, {pack}", memories[-1], MEMORY_LIMIT, "MiB"),
    ]
    for each in rows:
        verdict = "met" if each["ratio"] <= 1 else "SHORT"
        print(
            f"{each['case']:<45} {each['ours']:>8} {each['unit']:<4} "
            f"limit {each['peer']:>6}  {verdict}"
        )
    print("starts:", " ".join(f"{seconds:.2f}" for seconds in starts))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "start.json").write_text(json.dumps(rows, indent=2) + "\n")


def row(case: str, ours: float, limit: float, unit: str) -> dict[str, object]:
    return {
        "case": case,
        "ours": round(ours, 2),
        "peer": limit,
        "ratio": round(ours / limit, 3),
        "unit": unit,
        "versions": {"peer": "limit of the issue", "python": platform.python_version()},
    }


if __name__ == "__main__":
    main()
