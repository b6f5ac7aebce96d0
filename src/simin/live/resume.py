"""Where a viewer goes on: the frames it missed, or the snapshot. Pure; one rule for all cases.

The same rule serves a viewer who reconnects and one who read too slowly, so that neither can miss
anything.
"""

from enum import Enum, auto


class Start(Enum):
    """What a viewer is given first."""

    #: It has everything there is.
    NOTHING = auto()
    #: Exactly the frames after the one it has.
    FRAMES = auto()
    #: The whole picture.
    SNAPSHOT = auto()


def start(has: int | None, *, oldest: int, head: int, most: int) -> Start:
    """How a viewer who has the picture at ``has`` goes on.

    ``oldest`` and ``head`` bound the frames at hand, ``most`` the frames given at once. A viewer
    that claims more than there is comes from another history, and starts over.
    """
    if has is None or has > head or has < oldest - 1:
        return Start.SNAPSHOT
    if has == head:
        return Start.NOTHING
    return Start.FRAMES if head - has <= most else Start.SNAPSHOT
