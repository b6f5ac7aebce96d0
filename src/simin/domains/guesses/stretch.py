"""A series of which the last stretch is to be drawn: what is shown, and what is asked. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.guesses.bounds import Bounds, round_up, step_of

#: Points that are asked for, and how few a series may have.
POINTS = 4
FEWEST = 12

type Seen = tuple[datetime, float]


@dataclass(frozen=True)
class Stretch:
    shown: tuple[Seen, ...]
    #: The last third.
    hidden: tuple[Seen, ...]

    @property
    def asked(self) -> tuple[Seen, ...]:
        """Evenly through what is hidden, its last among them."""
        count = len(self.hidden)
        return tuple(
            self.hidden[math.ceil(count * place / POINTS) - 1] for place in range(1, POINTS + 1)
        )


def stretch(series: Sequence[Seen]) -> Stretch | None:
    """None where too little is known to hide any."""
    if len(series) < FEWEST:
        return None
    cut = len(series) - len(series) // 3
    return Stretch(tuple(series[:cut]), tuple(series[cut:]))


def around(shown: Sequence[float], decimals: int) -> Bounds:
    """Room for a line to go on: of what is shown alone, so that nothing hidden speaks from it."""
    least, most = min(shown), max(shown)
    span = most - least or abs(most) * 0.5 or 1.0
    grid = round_up(span / 4)
    low = math.floor((least - span) / grid) * grid
    high = math.ceil((most + span) / grid) * grid
    low = float(f"{max(0.0, low) if least >= 0 else low:.12g}")
    return Bounds(low, float(f"{high:.12g}"), step_of(low, high, decimals), ("shown",))
