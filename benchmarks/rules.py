"""Measures 500 rules over 10,000 series: from a batch of values to where rules are true.

Every rule looks at every series (5,000,000 pairs), the worst there can be. First the pure part:
values arrive, all lanes move, and of every rule the true places are told; then the whole way with
SQLite (``rules_kept``). One core, one thread. Correct means: of sampled pairs the vectors say what
a plain loop over all values says. The limit is the issue's: a second. Writes
``benchmarks/results/rules.json`` and the table.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import report
from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Kind, Per
from simin.domains.alerts.watch import Watch

RESULTS = Path(__file__).resolve().parent / "results"
LIMIT = 1000.0
#: Kinds in turn, so that none is left out.
KINDS = ("gt", "gte", "lt", "lte", "eq", "change", "change_delta", "frozen", "rate", "absence")
PERIOD = 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=10_000)
    parser.add_argument("--rules", type=int, default=500)
    parser.add_argument("--batches", type=int, default=20)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    random = np.random.default_rng(7)
    batches = [np.round(random.normal(50, 15, asked.series)) for _ in range(asked.batches)]
    watch = Watch(rules(asked.rules), series(asked.series))
    took = [one_batch(watch, number, values) for number, values in enumerate(batches)]
    check(watch, batches)
    write(asked, took)


def series(count: int) -> list[Series]:
    return [Series(f"city/value/{n}", "city/value", f"d{n % 25:02}", PERIOD) for n in range(count)]


def rules(count: int) -> list[Rule]:
    return [_rule(number, Kind(KINDS[number % len(KINDS)])) for number in range(count)]


def _rule(number: int, kind: Kind) -> Rule:
    limit = float(40 + number % 60)
    band = {"rests_at": limit - 5} if kind in ("gt", "gte", "change_delta", "rate") else {}
    has_limit = kind not in ("change", "frozen", "absence")
    over = {"over": 3 * PERIOD} if kind in ("frozen", "rate", "absence") else {}
    condition = Condition(
        kind=kind,
        family="city/value",
        lasting=2 * PERIOD if number % 3 == 0 else 0,
        **({"limit": limit, **band} if has_limit else {}),
        **over,
    )
    assert not list(condition.faults())
    return Rule(
        id=f"rule-{number}",
        name={"en": f"Rule {number}"},
        severity="bad",
        conditions=(condition,),
        per=list(Per)[number % 3],
    )


def one_batch(watch: Watch, number: int, values: np.ndarray) -> float:
    """Milliseconds from the arrival of all values to what is true of every rule."""
    rows = np.arange(len(values))
    now = (number + 1) * PERIOD
    begun = time.perf_counter()
    watch.arrive(rows, values, np.full(len(values), now), now=now)
    watch.look(now=now)
    for rule in range(len(watch.rules)):
        watch.truth(rule, now=now)
    return (time.perf_counter() - begun) * 1000


def check(watch: Watch, batches: list[np.ndarray]) -> None:
    """Rules with a limit above: the state of sampled series, by a loop over all of their values."""
    for place, rule in enumerate(watch.rules):
        told = rule.conditions[0]
        if told.kind is not Kind.GTE:
            continue
        for row in range(0, len(watch.series), 997):
            expected = looped(told, [float(values[row]) for values in batches])
            assert bool(watch.lanes[place, 0].open[row]) is expected, (rule.id, row)


def looped(told: Condition, values: list[float]) -> bool:
    opened, held = False, 0
    for value in values:
        held = held + PERIOD if value >= (told.limit or 0) else 0
        if opened:
            opened = value >= (told.rests_at or 0)
        elif held and held >= told.lasting:
            opened = True
        if opened:
            held = 0
    return opened


def write(asked: argparse.Namespace, took: list[float]) -> None:
    case = f"{asked.series:,} series × {asked.rules} rules, one core"
    versions = {"Simin": "this tree", "Python": platform.python_version(), "numpy": np.__version__}
    worst, middle = max(took[1:]), statistics.median(took[1:])
    rows = [
        _row(case, "a batch of all series judged, median", middle, versions),
        _row(case, "a batch of all series judged, worst", worst, versions),
        *_with_database(asked, case, versions),
    ]
    (RESULTS / "rules.json").write_text(json.dumps(rows, indent=1) + "\n")
    report.main()
    for row in rows:
        print(f"{row['case']}, {row['metric']}: {row['ours']} ms")


def _with_database(
    asked: argparse.Namespace, case: str, versions: dict[str, str]
) -> list[dict[str, object]]:
    """The whole way, from the newest values in SQLite to alerts that are kept and told."""
    command = [sys.executable, "-m", "benchmarks.rules_kept", str(asked.series), str(asked.rules)]
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        variables = {**os.environ, "SIMIN_HOME": home, "SIMIN_DATABASE_URL": ""}
        ran = subprocess.run(command, env=variables, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    names = {
        "quiet": "with the database, nothing beyond",
        "opening": "with the database, 2,400 alerts open",
        "standing": "with the database, 2,400 alerts stand and change",
    }
    rows = []
    for what, name in names.items():
        took = statistics.median(clock for kind, clock, _ in told if kind == what)
        cost = statistics.median(used for kind, _, used in told if kind == what)
        rows.append(_row(case, f"{name}, on the clock", took, versions))
        rows.append(_row(case, f"{name}, of the processor", cost, versions))
    return rows


def _row(case: str, metric: str, took: float, versions: dict[str, str]) -> dict[str, object]:
    return {
        "case": case,
        "metric": metric,
        "ours": round(took, 1),
        "peer": LIMIT,
        "ratio": round(took / LIMIT, 3),
        "most": 1.0,
        "unit": "ms",
        "versions": versions,
    }


if __name__ == "__main__":
    main()
