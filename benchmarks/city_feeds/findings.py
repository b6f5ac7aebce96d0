"""What was measured, as a table and as rows for ``RESULTS.md``."""

import json
import platform
import statistics
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "results"
CORES, SECONDS, GROWTH = 0.5, 2.0, 1.1


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One run."""

    seconds: float
    #: Seconds of ``simin sources list``, and until the server listens.
    load: float
    start: float
    #: Cores of the server with its engine, and of all processes.
    server: float
    cores: float
    memory: list[tuple[float, float, float]]
    latencies: list[tuple[str, float]]
    #: Readings that did not come to the screen in twenty seconds, and feeds never asked.
    overdue: int
    silent: int
    sent: int
    calls: int
    bytes: int
    frames: int
    messages: int
    late: float

    def quantile(self, share: float, kind: str = "") -> float:
        chosen = sorted(each for card, each in self.latencies if kind in card)
        return chosen[min(len(chosen) - 1, int(len(chosen) * share))] if chosen else float("nan")

    def growth(self) -> float:
        """Memory of the last fifth beside that of the second fifth."""
        each = [total for _, _, total in self.memory]
        fifth = max(1, len(each) // 5)
        return statistics.mean(each[-fifth:]) / statistics.mean(each[fifth : 2 * fifth])


def report(found: Measured, *, memory_only: bool) -> None:
    """``memory_only``: other programs took the time, so nothing else is written down."""
    minutes = found.seconds / 60
    last = [total for _, _, total in found.memory]
    print(
        f"{minutes:.1f} minutes: {found.calls / minutes:.0f} answers a minute "
        f"({found.bytes / minutes / 2**20:.1f} MiB), "
        f"{found.messages / found.seconds:.0f} messages/s, {found.frames} frames; "
        f"list {found.load:.2f} s, start {found.start:.2f} s"
    )
    print(f"cores: server {found.server:.3f}, all {found.cores:.3f}")
    for kind in ("", "sdot"):
        print(
            f"reading to screen{' ' + kind if kind else ''}: "
            f"p50 {found.quantile(0.5, kind):.2f} s, p90 {found.quantile(0.9, kind):.2f} s, "
            f"p99 {found.quantile(0.99, kind):.2f} s, most {found.quantile(1, kind):.2f} s"
        )
    print(f"{len(found.latencies)} readings seen, {found.overdue} overdue of {found.sent} sent")
    print(f"feeds never asked: {found.silent}; publisher late by {found.late:.2f} s at most")
    print(f"memory: {last[0]:.0f} MiB to {last[-1]:.0f} MiB, most {max(last):.0f}, "
          f"late by early {found.growth():.3f}")  # fmt: skip
    _write(memory_rows(found) if memory_only else rows(found))


def _write(new: list[dict[str, object]]) -> None:
    """In place of those of the same case; the others stay."""
    file = RESULTS / "city_feeds.json"
    known = json.loads(file.read_text()) if file.exists() else []
    cases = {row["case"] for row in new}
    RESULTS.mkdir(exist_ok=True)
    kept = [row for row in known if row["case"] not in cases]
    file.write_text(json.dumps(new + kept, indent=2) + "\n")


def _what(found: Measured) -> str:
    return f"167 sources, 1,100 devices × 10, {found.seconds / 60:.0f} min"


def memory_rows(found: Measured) -> list[dict[str, object]]:
    what = _what(found)
    return [
        _row(f"{what} · memory late by early", found.growth(), GROWTH, ""),
        _row(f"{what} · memory at the end", found.memory[-1][2], None, "MiB"),
    ]


def rows(found: Measured) -> list[dict[str, object]]:
    what = _what(found)
    return [
        _row(f"{what} · cores of all processes", found.cores, CORES, "cores"),
        _row(f"{what} · p99 from reading to screen", found.quantile(0.99), SECONDS, "s"),
        _row(f"{what} · p50 from reading to screen", found.quantile(0.5), None, "s"),
        _row(f"{what} · readings that never came", found.overdue, None, ""),
        _row("simin sources list, city of 168 feeds", found.load, 2.0, "s"),
    ]


def _row(case: str, ours: float, limit: float | None, unit: str) -> dict[str, object]:
    return {
        "case": case,
        "ours": round(ours, 3),
        "peer": limit,
        "ratio": None if limit is None else round(ours / limit, 3),
        "unit": unit,
        "versions": {"peer": "limit of the issue", "python": platform.python_version()},
    }
