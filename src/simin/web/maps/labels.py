"""Where the words of a map stand: inside their district, off each other and off every marker.

Each label tries its anchor first and then points around it; the first place without a collision
wins, else the least bad one. Pure, and the same placing for the same input.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simin.web.maps.projection import Point


@dataclass(frozen=True)
class Box:
    """An upright rectangle around a centre."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """The area both cover."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        down = (self.height + other.height) / 2 - abs(self.y - other.y)
        return across * down if across > 0 and down > 0 else 0.0


@dataclass(frozen=True)
class Wanted:
    """A label that wants to stand at ``anchor``; it may move at most ``reach``."""

    anchor: Point
    reach: float
    width: float
    height: float


#: Around the anchor: eight directions in four rings; along the writing first.
_DIRECTIONS = [math.radians(angle) for angle in (90, 270, 0, 180, 45, 135, 225, 315)]
_RINGS = (0.25, 0.5, 0.75, 1.0)
#: What a move across the whole reach costs, as a share of the label's area.
_MOVE = 0.15


def place(wanted: Sequence[Wanted], taken: Iterable[Box] = ()) -> list[Point]:
    """A place for each label, in order; ``taken`` (markers) never moves.

    The labels with the least room choose first.
    """
    boxes = list(taken)
    places: dict[int, Point] = {}
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index].reach):
        best = _best(wanted[index], boxes)
        boxes.append(best)
        places[index] = (best.x, best.y)
    return [places[index] for index in range(len(wanted))]


def crowded(
    wanted: Sequence[Wanted], points: Sequence[Point], taken: Iterable[Box] = ()
) -> list[bool]:
    """Which labels to leave out so that the rest stand free; those with most room stay."""
    kept = list(taken)
    left_out = [False] * len(wanted)
    for index in sorted(range(len(wanted)), key=lambda index: -wanted[index].reach):
        box = _at(wanted[index], points[index])
        left_out[index] = any(box.overlap(other) for other in kept)
        if not left_out[index]:
            kept.append(box)
    return left_out


def _best(label: Wanted, boxes: Sequence[Box]) -> Box:
    best, least = _at(label, label.anchor), math.inf
    for share, point in _candidates(label):
        box = _at(label, point)
        collision = sum(box.overlap(other) for other in boxes)
        cost = collision + share * _MOVE * label.width * label.height
        if cost < least:
            best, least = box, cost
        if not collision:
            break
    return best


def _candidates(label: Wanted) -> Iterable[tuple[float, Point]]:
    x, y = label.anchor
    yield 0.0, label.anchor
    for share in _RINGS:
        for angle in _DIRECTIONS:
            away = label.reach * share
            yield share, (x + away * math.cos(angle), y + away * math.sin(angle))


def _at(label: Wanted, point: Point) -> Box:
    return Box(point[0], point[1], label.width, label.height)
