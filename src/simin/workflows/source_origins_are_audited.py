"""That a recording stepped in for a source, or a source came back, stands in the audit trail."""

from simin.domains.audit.services import SYSTEM, record
from simin.domains.observations.events import SourceOriginChanged
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (SourceOriginChanged,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if isinstance(event, SourceOriginChanged):
        record(
            account=SYSTEM,
            action="source.origin-changed",
            subject=f"source/{event.source}",
            details={"origin": event.origin, "before": event.before},
        )
