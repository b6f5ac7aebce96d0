"""A small data set of car parks."""

from datetime import UTC, datetime
from typing import Any

from simin.domains.catalogue import services
from simin.domains.catalogue.services import Column, NewDataset, Schema

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

PARKS: dict[str, Any] = {
    "id": "parks",
    "title": {"en": "Car parks", "ko": "주차장"},
    "description": {"en": "Where to park", "ko": "주차할 곳"},
    "licence": "CC0-1.0",
    "attribution": {"en": "invented", "ko": "가상 자료"},
    "owner": "transport",
    "schema": Schema(
        columns=(
            Column(name="id"),
            Column(name="name"),
            Column(name="spaces", type="integer", unit="대"),
            Column(name="longitude", type="number"),
            Column(name="latitude", type="number"),
            Column(name="opened", type="time"),
            Column(name="free", type="boolean"),
        ),
        key=("id",),
        longitude="longitude",
        latitude="latitude",
    ),
}


def define_parks(**other: Any) -> None:
    services.define(NewDataset(**{**PARKS, **other}), at=NOON)


def park(key: str, **values: Any) -> tuple[str, dict[str, Any]]:
    """A change that brings the car park ``key``."""
    return key, {"id": key, "name": f"주차장 {key}", "spaces": 5, **values}
