"""Where else a checkpoint is left, so that not even we could take it back: a port.

A newspaper, another city's log, a time-stamping service: what takes checkpoints implements
``Anchor`` and is wired in. Out of the box there is none, and the log says so.
"""

from typing import Protocol


class Anchor(Protocol):
    """Takes signed checkpoints; must return at once and raise nothing, whatever becomes of it."""

    def offer(self, checkpoint: bytes) -> None: ...


class NullAnchor:
    """Leaves them nowhere."""

    def offer(self, checkpoint: bytes) -> None:
        """Nothing is done with it."""
