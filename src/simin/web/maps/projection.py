"""Longitude and latitude to the units of a drawing, in the projection that the live map uses too.

Both maps use Web Mercator, so that nothing moves when the live one takes over. Pure.
"""

import math
from dataclasses import dataclass

#: West, south, east, north in WGS 84 degrees.
type Bounds = tuple[float, float, float, float]
type Point = tuple[float, float]


def mercator(longitude: float, latitude: float) -> Point:
    """Web Mercator with the world as the unit square; y grows to the south."""
    y = math.asinh(math.tan(math.radians(latitude)))
    return (longitude + 180) / 360, (1 - y / math.pi) / 2


def degrees(x: float, y: float) -> Point:
    """The longitude and latitude at a point of the unit square."""
    return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


@dataclass(frozen=True)
class Projection:
    """Maps degrees to a view box of ``width`` × ``height`` units."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    @classmethod
    def fit(cls, bounds: Bounds, width: int = 1000, margin: int = 12) -> "Projection":
        """The projection in which ``bounds`` fill ``width`` but for a margin on every side."""
        west, north = mercator(bounds[0], bounds[3])
        east, south = mercator(bounds[2], bounds[1])
        scale = (width - 2 * margin) / (east - west)
        height = math.ceil((south - north) * scale) + 2 * margin
        return cls(west - margin / scale, north - margin / scale, scale, width, height)

    def point(self, longitude: float, latitude: float) -> Point:
        x, y = mercator(longitude, latitude)
        return (x - self.west) * self.scale, (y - self.north) * self.scale

    def bounds(self) -> Bounds:
        """What the whole view box covers, margin included."""
        west, north = degrees(self.west, self.north)
        east, south = degrees(
            self.west + self.width / self.scale, self.north + self.height / self.scale
        )
        return west, south, east, north
