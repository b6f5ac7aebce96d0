"""One part of the first page: what waits, the most pressing first, and the way to all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Lines that a part shows; the rest is on its own page.
SHOWN = 6


@dataclass(frozen=True)
class Waiting:
    """One line; ``tone`` is the level whose colour it has, ``shape`` an icon."""

    title: str
    address: str
    state: str
    facts: Sequence[str]
    tone: str = "good"
    shape: str = "circle-alert"
    late: bool = False


@dataclass(frozen=True)
class Panel:
    """``name`` is a fragment of the address; ``empty`` is read where nothing waits."""

    name: str
    title: str
    icon: str
    lines: Sequence[Waiting]
    empty: str
    more: str
    #: More wait than are shown.
    further: bool = False

    @property
    def count(self) -> str:
        return f"{len(self.lines)}{'+' if self.further else ''}"


def panel(
    told: Sequence[Waiting], *, name: str, title: str, icon: str, empty: str, more: str
) -> Panel:
    return Panel(name, title, icon, told[:SHOWN], empty, more, further=len(told) > SHOWN)
