"""What moves a directive stands in the audit trail, with the hash of its chain's entry.

So whoever rewrites a directive's whole chain has the audit trail against them too.
"""

from simin.domains.audit.services import record
from simin.domains.directives.events import DirectiveMoved
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (DirectiveMoved,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    moved = delivered.event
    if isinstance(moved, DirectiveMoved):
        record(
            account=moved.by,
            action=f"directive.{moved.act}",
            subject=f"directive/{moved.directive}",
            details={"position": moved.position, "hash": moved.hash, "state": moved.state},
        )
