"""Measures what the estimates of effects are worth: coverage, bias and false positives.

Synthetic series of which the effect is known (noise, memory, trend, week, an effect that grows):
how often the 95 % interval misses the truth, and how far the middle is off. Real series of which
nothing is known to have been done at the chosen moments: how often an effect is claimed. Each row
stands beside other ways of reckoning the same (``benchmarks/effect_methods.py``), by which ADR 21
chose. Real series come from the folder that SIMIN_SHARED names; without it that part is left out.
Writes ``benchmarks/results/effect.json`` and the table.
"""

import argparse
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import statsmodels

from benchmarks import report
from benchmarks.effect_methods import METHODS, Interval
from benchmarks.effect_series import RealSeries, real_series
from simin.domains.effects.grid import Point
from simin.domains.effects.step import STEPS

RESULTS = Path(__file__).resolve().parent / "results"
SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2023, 12, 31, 15, tzinfo=UTC)
WEEK = np.array([0.0, 1, 1, 2, 1, -3, -4])
EFFECT = -3.0


@dataclass(frozen=True)
class Made:
    """A kind of synthetic series; the effect is ``EFFECT`` in the mean of the window."""

    name: str
    memory: float = 0.4
    noise: float = 5.0
    trend: float = 3.0
    #: White noise on top of the memory, in shares of ``noise``: then the errors are no AR(1).
    white: float = 0.0
    before: int = 56
    after: int = 14
    #: The effect grows from nought instead of being there at once.
    grows: bool = False


CASES = (
    Made("no memory", memory=0.0),
    Made("AR(1) 0.4"),
    Made("AR(1) 0.4, little noise", noise=1.5),
    Made("AR(1) 0.4, much noise", noise=15.0),
    Made("AR(1) 0.7", memory=0.7),
    Made("AR(1) 0.9", memory=0.9),
    Made("AR(1) 0.7 with white noise on top", memory=0.7, white=0.5),
    Made("AR(1) 0.4, steep trend", trend=40.0),
    Made("AR(1) 0.4, the effect grows", grows=True),
    Made("AR(1) 0.4, 112 and 28 days", before=112, after=28),
    Made("AR(1) 0.7, 112 and 28 days", memory=0.7, before=112, after=28),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=400, help="synthetic series of each kind")
    parser.add_argument("--seed", type=int, default=4)
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.series} series of each kind")
    rows = [*synthetic(asked.series, asked.seed), *placebos()]
    versions = {"Simin": "this tree", "statsmodels": statsmodels.__version__}
    rows[0]["versions"] = {**versions, "Python": platform.python_version(), "seed": asked.seed}
    (RESULTS / "effect.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    report.main()


def synthetic(count: int, seed: int) -> Iterator[dict[str, object]]:
    for number, case in enumerate(CASES):
        random = np.random.default_rng([seed, number])
        series = [made(case, random) for _ in range(count)]
        for name, method in METHODS.items():
            found = [method(*split(one, case.before), "day") for one in series]
            yield from judged(f"synthetic, {case.name}", name, found)


def made(case: Made, random: np.random.Generator) -> np.ndarray:
    length = case.before + case.after
    steps = random.normal(0, case.noise * np.sqrt(1 - case.memory**2), length)
    errors = np.empty(length)
    last = random.normal(0, case.noise)
    for place in range(length):
        last = case.memory * last + steps[place]
        errors[place] = last
    errors += random.normal(0, case.noise * case.white, length) if case.white else 0.0
    at = np.arange(length)
    share = (at - case.before + 1) / (case.after + 1) * 2 if case.grows else np.ones(length)
    effect = np.where(at >= case.before, EFFECT * share, 0.0)
    return 30 + case.trend * at / length + WEEK[at % 7] + effect + errors


def split(values: np.ndarray, before: int) -> tuple[list[Point], list[Point]]:
    points = [Point(MONDAY + timedelta(days=n), float(v)) for n, v in enumerate(values)]
    return points[:before], points[before:]


def judged(case: str, method: str, found: list[Interval | None]) -> Iterator[dict[str, object]]:
    told = [one for one in found if one is not None]
    missed = 100 * np.mean([not one.low <= EFFECT <= one.high for one in told])
    bias = np.mean([one.effect - EFFECT for one in told])
    width = np.median([one.high - one.low for one in told])
    said = f"{method}: interval misses the truth"
    print(f"{case:48} {method:22} misses {missed:5.1f} %  bias {bias:+.2f}  width {width:5.1f}"
          f"  unsaid {len(found) - len(told)}", flush=True)  # fmt: skip
    yield row(case, said, round(float(missed), 1), 5.0, "%")
    if method == "ours":
        yield row(case, "ours: bias, of an effect of −3", round(float(bias), 2), None, "")
        yield row(case, "ours: width of the interval", round(float(width), 1), None, "")
        share = 100 * (1 - len(told) / len(found))
        yield row(case, "ours: nothing said", round(share, 1), None, "%")


def placebos() -> Iterator[dict[str, object]]:
    folder = os.environ.get("SIMIN_SHARED", "")
    if not folder:
        print("real series: skipped, SIMIN_SHARED names no folder")
        return
    for one in real_series(
        Path(folder) / "data" if (Path(folder) / "data").is_dir() else Path(folder)
    ):
        cuts = list(windows(one))
        for name, method in METHODS.items():
            found = [method(before, after, one.step) for before, after in cuts]
            yield from counted(one, name, found)


def windows(one: RealSeries) -> Iterator[tuple[list[Point], list[Point]]]:
    """Moments at which nothing is known to have been done, spread over every series."""
    apart = STEPS[one.step]
    for values in one.all:
        first, last = min(values), max(values)
        at = first + one.before * apart
        while at + one.after * apart <= last:
            around = [at + n * apart for n in range(-one.before, one.after)]
            points = [Point(when, values[when]) for when in around if when in values]
            before = [point for point in points if point.at < at]
            after = [point for point in points if point.at >= at]
            if len(before) >= 0.75 * one.before and len(after) >= 0.75 * one.after:
                yield before, after
            at += one.every * apart


def counted(
    one: RealSeries, method: str, found: list[Interval | None]
) -> Iterator[dict[str, object]]:
    told = [each for each in found if each is not None]
    claimed = sum(not each.low <= 0 <= each.high for each in told)
    rate = 100 * claimed / len(found)
    case = f"real, {one.name}, {one.before} before and {one.after} after"
    print(f"{case:60} {method:22} claims {rate:5.1f} % of {len(found)}"
          f"  unsaid {len(found) - len(told)}", flush=True)  # fmt: skip
    yield row(case, f"{method}: false positives", round(rate, 1), 5.0, "%")
    if method == "ours":
        share = 100 * (1 - len(told) / len(found))
        yield row(case, f"ours: nothing said, of {len(found)} moments", round(share, 1), None, "%")


def row(case: str, metric: str, ours: float, peer: float | None, unit: str) -> dict[str, object]:
    ratio = None if peer is None else round(ours / peer, 2)
    return {
        "case": case,
        "metric": metric,
        "ours": ours,
        "peer": peer,
        "ratio": ratio,
        "unit": unit,
    }


if __name__ == "__main__":
    main()
