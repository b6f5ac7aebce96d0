"""Files as their cities published them, from the raw data beside the checkout."""

import csv
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl


def text(path: Path, encoding: str) -> str:
    body = path.read_bytes()
    return (gzip.decompress(body) if path.suffix == ".gz" else body).decode(encoding)


def rows(path: Path, encoding: str) -> list[dict[str, str]]:
    """By heading, as they stand."""
    return list(csv.DictReader(io.StringIO(text(path, encoding))))


def lines(path: Path, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(path, encoding))))


def sheet(path: Path) -> list[dict[str, Any]]:
    """Rows of the first sheet by heading."""
    book = openpyxl.load_workbook(path, read_only=True)
    told = book.worksheets[0].iter_rows(values_only=True)
    heading = [str(cell) for cell in next(told)]
    return [dict(zip(heading, row, strict=True)) for row in told]


def packed(path: Path, inside: str) -> Iterator[Any]:
    """JSON documents of a tar whose names hold ``inside``, in order of name."""
    with tarfile.open(path) as tar:
        members = [one for one in tar if inside in one.name and one.name.endswith(".json")]
        for member in sorted(members, key=lambda one: one.name):
            file = tar.extractfile(member)
            assert file is not None
            yield json.load(file)


def numbers(told: list[str]) -> list[float]:
    """Those that are numbers."""
    found = []
    for cell in told:
        try:
            found.append(float(cell))
        except (TypeError, ValueError):
            continue
    return found
