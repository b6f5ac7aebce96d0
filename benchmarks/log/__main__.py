"""Measures the log: append and proof at ten million leaves, and ``simin verify`` of a day.

Leaves are as in a city (``frame N <hash>``). The log is built without waiting for the disk; appends
are then measured one by one as the engine makes them, every file durable. Proofs are of random
leaves, read from the files anew each time, and each is checked. The day is 86,400 frames of five
cards each, handed out by the real gateway from SQLite in a process of its own, checked by the
command as anyone runs it. Limits are the issue's: 5 ms, 10 s. The peer is pymerkle, in memory and
with fewer leaves, since it keeps no files. Writes ``benchmarks/results/log.json`` and the table.
"""

import argparse
import json
import platform
import statistics
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.log import day, peer, proofs

RESULTS = Path(__file__).resolve().parent.parent / "results"
PROOF_MS, DAY_S = 5.0, 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaves", type=int, default=10_000_000)
    parser.add_argument("--frames", type=int, default=86_400)
    parser.add_argument("--peer-leaves", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as folder:
        rows = [*_log(asked, Path(folder)), *_day(asked, Path(folder))]
        rows += _peer(asked, Path(folder))
    RESULTS.joinpath("log.json").write_text(json.dumps(rows, indent=1) + "\n")
    report.main()
    for row in rows:
        print(f"{row['case']} · {row['metric']}: {row['ours']} {row['unit']}")


def _log(asked: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    found = proofs.measure(folder / "log", asked.leaves)
    case = f"{asked.leaves:,} leaves"
    rows = [
        _row(case, f"{what}, {name}", value, PROOF_MS if limited else None, "ms")
        for what, took, limited in (
            ("inclusion proof", found.inclusion, True),
            ("consistency proof", found.consistency, True),
            ("append of one leaf with its checkpoint, durable", found.append, False),
        )
        for name, value in (("median", statistics.median(took)), ("p99", _p99(took)))
    ]
    both = [one + other for one, other in zip(found.append, found.inclusion, strict=False)]
    rows.append(_row(case, "append + proof, median", statistics.median(both), None, "ms"))
    rows.append(_row(case, "append in bulk", found.rate, None, "leaves/s"))
    rows.append(_row(case, "on disk", found.bytes / (1 << 20), None, "MiB"))
    rows.append(_row(case, "files", found.files, None, "files"))
    return rows


def _day(asked: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    took, weighs = day.measure(folder / "day", asked.frames)
    case = f"simin verify of {asked.frames:,} frames"
    return [
        _row(case, "on the clock, worst of three", max(took), DAY_S, "s"),
        _row(case, "on the clock, median", statistics.median(took), DAY_S, "s"),
        _row(case, "bytes of the frames", weighs / (1 << 20), None, "MiB"),
    ]


def _peer(asked: argparse.Namespace, folder: Path) -> list[dict[str, object]]:
    theirs = peer.measure(folder / "peer", asked.peer_leaves)
    ours = proofs.measure(folder / "small", asked.peer_leaves)
    case = f"{asked.peer_leaves:,} leaves, against {theirs['version']} in memory"
    rows = []
    for name, mine in (("inclusion", ours.inclusion), ("consistency", ours.consistency)):
        row = _row(case, f"{name} proof, median", statistics.median(mine), theirs[name], "ms")
        rows.append({**row, "most": None})
    row = _row(case, "append in bulk", ours.rate, theirs["rate"], "leaves/s")
    return [*rows, {**row, "most": None}]


def _p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99) - 1]


def _row(case: str, metric: str, ours: float, limit: float | None, unit: str) -> dict[str, object]:
    return {
        "case": case,
        "metric": metric,
        "ours": round(ours, 3),
        "peer": limit,
        "ratio": None if limit is None else round(ours / limit, 3),
        "most": 1.0,
        "unit": unit,
        "versions": {"Simin": "this tree", "Python": platform.python_version()},
    }


if __name__ == "__main__":
    main()
