"""Metres on the round earth. Pure, and of no city.

``catalogue`` asks a database for the same in its own words.
"""

import math

#: Mean radius, IUGG.
EARTH_METRES = 6_371_008.8
#: Of a degree from south to north, and along the equator.
DEGREE_METRES = math.radians(1) * EARTH_METRES


def metres_between(
    longitude: float, latitude: float, other_longitude: float, other_latitude: float
) -> float:
    """Along the great circle (haversine); positions in degrees."""
    south, north = math.radians(latitude), math.radians(other_latitude)
    east = math.radians(other_longitude - longitude) / 2
    chord = math.sin((north - south) / 2) ** 2
    chord += math.cos(south) * math.cos(north) * math.sin(east) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, chord)))
