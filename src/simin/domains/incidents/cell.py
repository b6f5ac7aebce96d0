"""The cell of 100 m in which a home lies: all that cards tell of its point. Pure.

Cells are fixed to the ground, not drawn around the home, so that telling it again with another
middle tells no more.
"""

import math

from simin.kit.earth import DEGREE_METRES

#: Metres.
SIDE = 100.0


def cell(longitude: float, latitude: float) -> tuple[float, float]:
    """The middle of the cell of a point."""
    up = SIDE / DEGREE_METRES
    south = math.floor(latitude / up) * up
    across = up / math.cos(math.radians(south))
    west = math.floor(longitude / across) * across
    return round(west + across / 2, 6), round(south + up / 2, 6)
