"""Rows by where they are: conditions over the bounds that stand beside them. Pure."""

from typing import Any

import msgspec

from simin.kit.earth import EARTH_METRES
from simin.kit.errors import RejectedError

type Condition = tuple[str, list[Any]]


class Box(msgspec.Struct, frozen=True):
    """Degrees; rows whose bounds touch it. One whose west is greater than its east lies over the
    antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Near(msgspec.Struct, frozen=True):
    """Rows of which a part of the bounds is at most so far away."""

    longitude: float
    latitude: float
    metres: float


def inside(box: Box) -> Condition:
    if not (max(abs(box.west), abs(box.east)) <= 180 and -90 <= box.south <= box.north <= 90):
        raise RejectedError("box", "west, south, east, north in degrees, in this order")
    across = "AND" if box.west <= box.east else "OR"
    told = f"(_west <= ? {across} _east >= ?) AND _south <= ? AND _north >= ?"
    return told, [box.east, box.west, box.north, box.south]


def near(asked: Near) -> Condition:
    """Raises ``RejectedError`` naming ``near``."""
    if not (abs(asked.longitude) <= 180 and abs(asked.latitude) <= 90 and 0 < asked.metres < 2e7):
        raise RejectedError("near", "longitude, latitude in degrees and metres")
    up = asked.metres / 111_000
    south, north = max(-90.0, asked.latitude - up), min(90.0, asked.latitude + up)
    # A degree of latitude is never shorter than 111 km is long on this sphere; a strip of all
    # longitudes is coarse, and the exact distance decides.
    strip, around = "_south <= ? AND _north >= ?", [north, south]
    across = "radians(least(greatest(?, _west), _east) - ?)"
    upward = "radians(least(greatest(?, _south), _north) - ?)"
    nearest = "radians(least(greatest(?, _south), _north))"
    part = (
        f"pow(sin({upward} / 2), 2) + cos(radians(?)) * cos({nearest}) * pow(sin({across} / 2), 2)"
    )
    told = f"{strip} AND 2 * {EARTH_METRES} * asin(least(1, sqrt({part}))) <= ?"
    point = [asked.latitude, asked.latitude, asked.latitude, asked.latitude]
    return told, [*around, *point, asked.longitude, asked.longitude, asked.metres]
