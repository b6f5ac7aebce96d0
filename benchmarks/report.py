"""Writes ``benchmarks/RESULTS.md`` from ``benchmarks/results/``: every row, also those we lose."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent

HEAD = """# Results

Written by `python -m benchmarks.report` from `benchmarks/results/`. Each file is one run in which
both sides were measured in turn by the same client; figures are medians. A ratio is ours divided by
the peer's (or by the limit that the issue sets), so smaller is better for us unless the row says
otherwise. Rows marked **short** miss their target.

Machine of the last run: {machine}; {date}.
"""

#: Result file to what it measures and how to run it.
TITLES = {
    "fanout": "Live stream against nginx with nchan (`make bench-fanout`)",
    "start": "Cold start and memory (`make bench-start`)",
    "observations": "Observations against django-ogc-sensorthings on PostgreSQL "
    "(`make bench-observations`); a larger ratio is better",
    "city_feeds": "A city: 167 sources a minute, 1,100 devices by MQTT (`make bench-feeds`)",
    "reading": "Reading observations, 8 clients while 200 a second come in, against Datasette "
    "on SQLite (`make bench-reading`)",
    "rules": "Alert rules, every rule over every series, against the issue's second "
    "(`make bench-rules`)",
    "room": "The situation room with 10,000 incidents, 500 open (`make bench-room`)",
    "log": "The transparency log against the issue's limits, and pymerkle where the row says "
    "so (`make bench-log`)",
    "effect": "Estimates of effects: how often 95 % intervals miss a known truth, and how often an "
    "effect is claimed where nothing was done, against 5 % (`make bench-effect`)",
    "reach": "How far one origin reaches: reads against nginx with the same bytes as files (of "
    "answers a larger ratio is better), and a cache in front (`make bench-reach`)",
    "plaza": "The open data plaza: search over 5,000 data sets, a million rows as a file, against "
    "Datasette on SQLite with FTS5 (`make bench-plaza`)",
    "page": "The citizen's first view on a slow line (`make bench-page`)",
}

#: Largest ratio that meets the target, by the words that a case must hold; the first that fits.
TARGETS = (
    ("cpu per delivery", 0.8),
    ("p99", 1.0),
    ("memory per viewer", 1.0),
    ("start", 1.0),
    ("memory of all", 1.0),
    ("cores of all", 1.0),
    ("memory late", 1.0),
    ("simin sources list", 1.0),
    ("citizen page", 1.0),
    ("first live change", 1.0),
    ("ours: interval misses", 1.0),
    ("ours: false positives", 1.0),
)


def main() -> None:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}"
    parts = [HEAD.format(machine=machine, date=f"{datetime.now(UTC):%Y-%m-%d}")]
    for name, title in TITLES.items():
        file = HERE / "results" / f"{name}.json"
        if file.exists():
            parts.append(section(title, json.loads(file.read_text())))
    notes = HERE / "NOTES.md"
    if notes.exists():
        parts.append(notes.read_text())
    (HERE / "RESULTS.md").write_text("\n".join(parts))


def section(title: str, rows: list[dict[str, object]]) -> str:
    lines = [
        f"## {title}",
        "",
        "| case | ours | peer | ratio | unit | |",
        "|---|--:|--:|--:|---|---|",
    ]
    lines += [line(row) for row in rows]
    versions = rows[0].get("versions") if rows else None
    if isinstance(versions, dict):
        lines += ["", "Versions: " + "; ".join(f"{who} {what}" for who, what in versions.items())]
    return "\n".join(lines) + "\n"


def line(row: dict[str, object]) -> str:
    case = " · ".join(str(row[key]) for key in ("case", "metric") if row.get(key))
    ratio = row.get("ratio")
    shown = "" if ratio is None else f"{float(str(ratio)):.2f}"
    ours, peer = (figure(row.get(key)) for key in ("ours", "peer"))
    found = verdict(case, ratio, row.get("least"), row.get("most"))
    return f"| {case} | {ours} | {peer} | {shown} | {row.get('unit', '')} | {found} |"


def figure(value: object) -> str:
    return "" if value is None else f"{float(str(value)):,.2f}"


def verdict(case: str, ratio: object, least: object = None, most: object = None) -> str:
    """A row may say itself which ratio meets its target: at ``least``, or at ``most``."""
    if ratio is None:
        return ""
    if most is not None:
        return "" if float(str(ratio)) <= float(str(most)) else "**short**"
    if least is not None:
        return "" if float(str(ratio)) >= float(str(least)) else "**short**"
    for words, limit in TARGETS:
        if words in case.lower():
            return "" if float(str(ratio)) <= limit else "**short**"
    return ""


if __name__ == "__main__":
    main()
