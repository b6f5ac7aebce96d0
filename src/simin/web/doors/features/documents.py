"""Documents of the standard as JSON: landing page, collections, features. Pure but for extents.

Links are absolute; ``base`` is the address of the service without a slash at its end.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import shapely
from shapely.geometry import mapping

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.catalogue.queries import Schema
from simin.kit.text import pick
from simin.web.doors.features.asked import time_column
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset

type Document = dict[str, Any]
type Place = tuple[float, float, float, float]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON, JSON, HTML = "application/geo+json", "application/json", "text/html"
_CLASSES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMANCE = [f"{_CLASSES}{name}" for name in ("core", "geojson", "html")]
_OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


def link(address: str, rel: str, media: str, title: str = "") -> Document:
    told = {"href": address, "rel": rel, "type": media}
    return {**told, "title": title} if title else told


def both(address: str, media: str = JSON) -> list[Document]:
    """Itself, and itself for people."""
    sign = "&" if "?" in address else "?"
    return [
        link(address, "self", media),
        link(f"{address}{sign}f=html", "alternate", HTML),
    ]


def landing(base: str, site: str, title: str, description: str) -> Document:
    return {
        "title": title,
        "description": description,
        "links": [
            *both(f"{base}/"),
            link(f"{site}/openapi.json", "service-desc", _OPENAPI),
            link(f"{site}/data/standards/", "service-doc", HTML),
            link(f"{base}/conformance", "conformance", JSON),
            link(f"{base}/collections", "data", JSON),
        ],
    }


def collections() -> list[PublicDataset]:
    """Data sets that stand somewhere and have a version."""
    return [one for one in opening.datasets() if one.schema.spatial and one.newest]


def collection(found: PublicDataset, base: str, language: str) -> Document:
    address = f"{base}/collections/{quote(found.id)}"
    licence = found.licence
    links = [
        *both(address),
        link(f"{address}/items", "items", GEOJSON, pick(found.dataset.title, language)),
        link(f"{address}/items?f=html", "items", HTML, pick(found.dataset.title, language)),
    ]
    if licence.address:
        links.append(link(licence.address, "license", HTML, pick(licence.title, language)))
    told: Document = {
        "id": found.id,
        "title": pick(found.dataset.title, language),
        "description": pick(found.dataset.description, language),
        "attribution": pick(found.dataset.attribution, language),
        "itemType": "feature",
        "crs": [CRS84],
        "links": links,
    }
    place = extent(found)
    if place is not None:
        told["extent"] = {"spatial": {"bbox": [list(place)], "crs": CRS84}}
    return told


def extent(found: PublicDataset) -> Place | None:
    """Asked of the rows, and for the version itself, once a version."""
    return _extent(_Newest(found)) if found.newest else None


class _Newest:
    """The newest version as a key: it never changes, and what is hidden of it is part of it."""

    def __init__(self, of: PublicDataset) -> None:
        assert of.newest is not None
        self.of, self.number = of, of.newest.number
        self.key = (of.id, self.number, of.newest.at, repr(of.mask))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Newest) and other.key == self.key


@lru_cache(maxsize=2000)
def _extent(newest: _Newest) -> Place | None:
    try:
        box = queries.bounds(opening.version(newest.of, newest.number))
    except UnknownVersionError:
        return None
    return None if box is None else (box.west, box.south, box.east, box.north)


def feature(schema: Schema, row: Mapping[str, Any]) -> Document:
    return {
        "type": "Feature",
        "id": row["_key"],
        "geometry": _geometry(schema, row),
        "properties": {name: _value(row[name]) for name in _shown(schema)},
    }


def items(
    schema: Schema, rows: Iterable[Mapping[str, Any]], matched: int, links: list[Document]
) -> Document:
    features = [feature(schema, row) for row in rows]
    return {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": links,
        "features": features,
    }


def temporal(schema: Schema) -> str:
    return time_column(schema) or ""


def _shown(schema: Schema) -> list[str]:
    return [name for name in schema.names if name != schema.geometry]


def _geometry(schema: Schema, row: Mapping[str, Any]) -> Document | None:
    if schema.geometry:
        text = row[schema.geometry]
        return dict(mapping(shapely.from_wkt(text))) if text else None
    longitude, latitude = row[schema.longitude or ""], row[schema.latitude or ""]
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    return value
