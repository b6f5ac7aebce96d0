"""p99 of four questions over HTTP, 8 clients, while 200 observations a second come in.

Ours and Datasette's in one run, on 5 million and then on 10 million of the same rows. Ours should
be at most a tenth of the peer's, and not grow with the rows. Prints a table, writes
``benchmarks/results/reading.json``.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path

from benchmarks import city as cities
from benchmarks.observations import parking
from benchmarks.peers import datasette
from benchmarks.reading import ours
from benchmarks.reading.questions import KINDS, Took
from benchmarks.reading.rows import Rows

RESULTS = Path(__file__).resolve().parent.parent / "results"
#: At most this share of the peer's p99.
TARGET = 0.1
#: Growth from half of the rows to all of them that is noise and not growth.
GROWTH = 1.25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args()
    source = parking.file()
    if source is None:
        raise SystemExit("the German car parks are not there")
    rows = Rows(source)
    measured: list[dict[str, object]] = []
    with (
        tempfile.TemporaryDirectory(prefix="simin-bench-") as home,
        datasette.prepared() as peer,
    ):
        city = cities.make(Path(home), rows.places, "sample")
        before: Took | None = None
        for first, last in ((0, chosen.rows // 2), (chosen.rows // 2, chosen.rows)):
            load = os.getloadavg()[0]
            began = time.perf_counter()
            ours.load(city, rows, first, last)
            print(f"  ours loaded in {time.perf_counter() - began:.1f} s", flush=True)
            peer.load(rows, first, last)
            mine = ours.measure(city, rows, last, chosen.seconds)
            theirs = peer.measure(rows, last, chosen.seconds)
            measured += compared(last, mine, theirs, peer.versions, load)
            if before is not None:
                measured += grown(before, mine)
            before = mine
    report(measured)


def compared(
    rows: int, mine: Took, theirs: Took, versions: str, load: float
) -> list[dict[str, object]]:
    found = []
    for kind in KINDS:
        for metric, share in (("p50", 0.5), ("p99", 0.99)):
            us, them = (took.percentile(kind, share) for took in (mine, theirs))
            answers = f"{len(mine.seconds[kind])} and {len(theirs.seconds[kind])} answers"
            print(f"  {rows:,} {kind} {metric}: {us:.1f} and {them:.1f} ms, {answers}", flush=True)
            found.append(
                {
                    "case": f"{rows:,} rows, {kind}",
                    "metric": metric,
                    "ours": round(us, 2),
                    "peer": round(them, 2),
                    "ratio": round(us / them, 3),
                    **({"most": TARGET} if metric == "p99" else {}),
                    "unit": "ms",
                    "load": round(load, 2),
                    "versions": {"ours": f"Python {platform.python_version()}", "peer": versions},
                }
            )
    return found


def grown(half: Took, whole: Took) -> list[dict[str, object]]:
    return [
        {
            "case": f"growth from half of the rows, {kind}",
            "metric": "p99 of all against p99 of half",
            "ours": round(whole.percentile(kind, 0.99), 2),
            "peer": round(half.percentile(kind, 0.99), 2),
            "ratio": round(whole.percentile(kind, 0.99) / half.percentile(kind, 0.99), 2),
            "most": GROWTH,
            "unit": "ms",
        }
        for kind in KINDS
    ]


def report(rows: list[dict[str, object]]) -> None:
    for each in rows:
        short = each.get("most") is not None and float(str(each["ratio"])) > float(
            str(each["most"])
        )
        print(
            f"{each['case']:<50} {each['metric']:<32} {each['ours']:>9} {each['peer']:>9} "
            f"{each['ratio']:>8} {'SHORT' if short else ''}"
        )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "reading.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
