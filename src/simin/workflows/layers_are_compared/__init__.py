"""What each feed's newest run brought is followed through five layers; where two differ it is told.

A chore of the worker, away from those who count: it reads the runner's numbers, the store's, counts
rows where readers find them and looks at the picture that is published. Work grows with what came
since the last look, never with what came before. It mends nothing.
"""

from datetime import datetime

from simin.ingest.oversight import layers as kept
from simin.ingest.reconciliation import Layer
from simin.workflows.layers_are_compared.feed import look
from simin.workflows.layers_are_compared.picture import Shown

__all__ = ["compare"]


def compare(now: datetime) -> int:
    """Look at every feed that ran since it was last looked at; how many layers differ.

    ``now`` is city time.
    """
    looks: list[list[Layer]] = []
    shown = Shown.now()
    for turn in kept.due():
        found = look(turn, shown)
        if found is not None:
            kept.keep(turn, found, at=now)
            looks.append(found)
    return sum(not layer.agrees for found in looks for layer in found)
