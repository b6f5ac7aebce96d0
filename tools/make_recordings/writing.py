"""Writes recordings in the pack's compact format: the same input always makes the same bytes."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8, comma, header on line 1, LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def write_recording(
    folder: Path,
    described: Mapping[str, Any],
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Write ``NAME.csv.gz`` and ``NAME.toml``; answer the number of rows."""
    listed = list(rows)
    content = csv_bytes(header, listed)
    file = f"{described['id']}.csv.gz"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    table = {**described, "file": file, "sha256": hashlib.sha256(content).hexdigest()}
    (folder / f"{described['id']}.toml").write_text(toml(table), encoding="utf-8")
    return len(listed)


def toml(table: Mapping[str, Any]) -> str:
    """One flat table; words become inline tables, words by name a table of their own."""
    lines = [f"{key} = {_value(value)}" for key, value in table.items() if not _is_named(value)]
    for key, value in table.items():
        if _is_named(value) and value:
            lines += [
                "",
                f"[{key}]",
                *(f"{name} = {_value(words)}" for name, words in value.items()),
            ]
    return "\n".join(lines) + "\n"


def _is_named(value: Any) -> bool:
    """Words by name, such as ``quality``."""
    return isinstance(value, Mapping) and all(isinstance(one, Mapping) for one in value.values())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def number(value: float, decimals: int = 1) -> str:
    """The shortest text: ``18`` rather than ``18.0``."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
