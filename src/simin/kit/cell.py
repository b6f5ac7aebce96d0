"""The cell in which a point lies: all that is told of a home. Pure.

Cells are fixed to the ground, not drawn around the home, so that telling it again with another
middle tells no more.
"""

import math

from simin.kit.earth import DEGREE_METRES

#: Metres, where nothing else is said.
SIDE = 100.0


def cell(longitude: float, latitude: float, side: float = SIDE) -> tuple[float, float]:
    """The middle of the cell of a point; ``side`` in metres."""
    up = side / DEGREE_METRES
    south = math.floor(latitude / up) * up
    across = up / math.cos(math.radians(south))
    west = math.floor(longitude / across) * across
    return round(west + across / 2, 6), round(south + up / 2, 6)
