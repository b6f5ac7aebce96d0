"""Where the words of a map stand: inside their district, off each other and off every marker.

Each label tries its anchor and points around it, and takes the place that costs least: collisions
cost their area, water less, and every step away from the anchor a little. Pure, and the same
placing for the same input.
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


#: Around the anchor: sixteen directions in six rings; along the writing first.
_DIRECTIONS = [math.radians(angle) for angle in (90, 270, 0, 180, *range(45, 360, 90))] + [
    math.radians(22.5 + 45 * step) for step in range(8)
]
_RINGS = tuple(ring / 6 for ring in range(1, 7))
#: What a move across the whole reach costs, as a share of the label's area.
_MOVE = 0.06
#: What lying on soft ground costs, as a share of the area covered.
_SOFT = 0.6
#: How often every label looks again, now that it knows where all others went.
_ROUNDS = 3
#: Free units between a label and what it keeps off.
AIR = 5.0


def place(
    wanted: Sequence[Wanted], taken: Iterable[Box] = (), soft: Sequence[Box] = ()
) -> list[Point]:
    """A place for each label, in order; ``taken`` (markers) never moves, ``soft`` (water) is
    avoided where there is another place.

    The labels with the least room choose first; then each chooses again.
    """
    fixed = list(taken)
    boxes: dict[int, Box] = {}
    order = sorted(range(len(wanted)), key=lambda index: wanted[index].reach)
    for index in order * _ROUNDS:
        others = [box for at, box in boxes.items() if at != index]
        boxes[index] = _best(wanted[index], fixed + others, soft)
    return [(boxes[index].x, boxes[index].y) for index in range(len(wanted))]


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


def _best(label: Wanted, boxes: Sequence[Box], soft: Sequence[Box]) -> Box:
    near = [box for box in boxes if _within(label, box)]
    ground = [box for box in soft if _within(label, box)]
    best, least = _at(label, label.anchor), math.inf
    for share, point in _candidates(label):
        cost = share * _MOVE * label.width * label.height
        if cost >= least:
            break
        box = _at(label, point)
        aired = Box(box.x, box.y, box.width + AIR, box.height + AIR)
        cost += sum(aired.overlap(other) for other in near)
        cost += _SOFT * sum(box.overlap(other) for other in ground)
        if cost < least:
            best, least = box, cost
    return best


def _within(label: Wanted, box: Box) -> bool:
    """The label could come to lie on ``box``."""
    (x, y), room = label.anchor, label.reach + AIR
    return (
        abs(box.x - x) < (box.width + label.width) / 2 + room
        and abs(box.y - y) < (box.height + label.height) / 2 + room
    )


def _candidates(label: Wanted) -> Iterable[tuple[float, Point]]:
    x, y = label.anchor
    yield 0.0, label.anchor
    for share in _RINGS:
        for angle in _DIRECTIONS:
            away = label.reach * share
            yield share, (x + away * math.cos(angle), y + away * math.sin(angle))


def _at(label: Wanted, point: Point) -> Box:
    return Box(point[0], point[1], label.width, label.height)
