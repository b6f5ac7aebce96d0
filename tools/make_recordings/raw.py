"""Reads the raw files as they are: gzip or not, any of the encodings that Korean portals use."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def text_of(path: Path, encoding: str = "utf-8-sig") -> str:
    """The text; bytes that the encoding does not know become U+FFFD."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    return content.decode(encoding, "replace")


def cells_of(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(path, encoding))))


def rows_of(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Rows by column name; rows that are shorter or longer than the header are left out."""
    header, *rows = cells_of(path, encoding)
    return (dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header))


def features_of(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(text_of(path))["features"]
    return features
