"""Reads feature collections.

The mapping points at properties by name, and at what is made of the geometry: ``longitude``,
``latitude`` (of a point inside) and ``geometry`` (WKT). Coordinates in a national grid, said by
``options.crs`` or by the payload's old ``crs`` member, become longitude and latitude.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import first_at
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.mapping_check import fields_of, wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of
from simin.ingest.rows.parsed import parsed_rows
from simin.ingest.rows.positions import Positions
from simin.ingest.rows.projection import projection
from simin.ingest.rows.row import Row
from simin.sources.geojson.geometry import point_of, wkt_of

_OPTIONS: dict[str, type] = {"encoding": str, "crs": str, "bounds": list}
_MADE = ("longitude", "latitude", "geometry", "id")
_EPSG = re.compile(r"EPSG:+(\d+)$")


class GeoJson:
    """``options``: ``crs`` (``EPSG:5179``), ``bounds``, ``encoding``."""

    name = "geojson"

    def check(self, feed: Feed) -> list[Problem]:
        return [*wrong_options(feed, _OPTIONS, ()), *unfilled(feed), *wrong_mapping(feed)]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body, feed.options.get("encoding"))
        features = _features(document)
        crs = feed.options.get("crs") or _said(document)
        projected = replace(feed, options={**feed.options, "crs": crs})
        properties = [each.get("properties") for each in features if isinstance(each, dict)]
        return parsed_rows(
            projected,
            payload,
            _rows(projected, features),
            columns=tuple(dict.fromkeys((*columns_of(properties), *_MADE))) if features else (),
            total=len(features),
            noticed={"crs": crs},
        )


def _features(document: Any) -> list[Any]:
    if isinstance(document, dict) and document.get("type") == "Feature":
        return [document]
    features = document.get("features") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("type") == "Topology":
        raise SourceImplausibleError("this is TopoJSON; ask for GeoJSON, or convert it")
    if not isinstance(features, list):
        raise SourceImplausibleError("this is no GeoJSON: there are no features")
    return features


def _said(document: Any) -> str:
    """The payload's own coordinate system; GeoJSON of today has only one."""
    name = first_at("/crs/properties/name")(document)
    match = _EPSG.search(name) if isinstance(name, str) else None
    crs = f"EPSG:{match[1]}" if match else "EPSG:4326"
    try:
        projection(crs)
    except ValueError as error:
        raise SourceImplausibleError(str(error)) from error
    return crs


def _rows(feed: Feed, features: list[Any]) -> Iterator[Row]:
    names, positions = fields_of(feed), Positions.of(feed)
    for number, feature in enumerate(features, 1):
        where = f"feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            yield Row(where, {}, feature, wrong="is not a feature with properties")
            continue
        try:
            yield Row(where, _fields(positions, feature, names), feature)
        except UnreadableError as error:
            yield Row(where, {}, feature, wrong=str(error))


def _fields(positions: Positions, feature: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """What the mapping points at: properties, and what is made of the geometry."""
    fields = {name: first_at(name)(feature["properties"]) for name in names}
    fields["id"] = fields.get("id") or feature.get("id")
    geometry = feature.get("geometry")
    if {"longitude", "latitude", "geometry"} & set(names):
        fields["longitude"], fields["latitude"] = point = point_of(geometry)
    if "geometry" in names:
        turned = positions.are_turned(*point)
        fields["geometry"] = wkt_of(geometry, positions.project, turned=turned)
    return fields


KIND = GeoJson()
