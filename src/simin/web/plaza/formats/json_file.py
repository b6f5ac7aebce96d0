"""Rows as JSON, as lines of JSON, and as GeoJSON (RFC 7946), as they are read. Pure.

Dangerous signs of HTML are written as codes, so that a file that somebody puts into a page, or that
a browser takes for one, is still only data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

import msgspec
import shapely

from simin.domains.catalogue.queries import Schema
from simin.web.plaza.formats.cells import utc

TOGETHER = 500
_encoder = msgspec.json.Encoder()


def _encoded(value: Any) -> bytes:
    told: bytes = _encoder.encode(value)
    return told.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def _plain(value: Any) -> Any:
    return utc(value) if isinstance(value, datetime) else value


def array(
    head: Mapping[str, Any], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> Iterator[bytes]:
    """``{"dataset": …, "rows": [{…}, …]}``: ``head`` and then the rows."""
    yield _encoded(head)[:-1] + b',"rows":[\n'
    yield from _joined(_encoded(_named(columns, row)) for row in rows)
    yield b"\n]}\n"


def by_line(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    for part in batched(rows, TOGETHER):
        yield b"".join(_encoded(_named(columns, row)) + b"\n" for row in part)


def features(
    schema: Schema, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> Iterator[bytes]:
    """A FeatureCollection; a row without a place has the geometry null, as the standard says."""
    yield b'{"type":"FeatureCollection","features":[\n'
    yield from _joined(_encoded(_feature(schema, _named(columns, row))) for row in rows)
    yield b"\n]}\n"


def _feature(schema: Schema, row: dict[str, Any]) -> dict[str, Any]:
    geometry = _shape(row.pop(schema.geometry, None)) if schema.geometry else None
    if geometry is None and schema.longitude and schema.latitude:
        longitude, latitude = row.get(schema.longitude), row.get(schema.latitude)
        if longitude is not None and latitude is not None:
            geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": row}


def _shape(text: str | None) -> Any:
    if text is None:
        return None
    return msgspec.Raw(shapely.to_geojson(shapely.from_wkt(text)).encode())


def _named(columns: Sequence[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(columns, map(_plain, row), strict=True))


def _joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    comma = b""
    for together in batched(parts, TOGETHER):
        yield comma + b",\n".join(together)
        comma = b",\n"
