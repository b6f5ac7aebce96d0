"""What arrived is judged: frozen, contradicted, in another unit, of another substance, a total.

Hears of every batch, whichever way it came in (a feed, a recording, a device, SensorThings), so
that no door is unwatched. Work is bounded by the datastreams that the batch names: it reads their
latest values and the little that was kept of them, never their history.
"""

from collections.abc import Sequence

from simin.domains.observations.events import ObservationsRecorded
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows.observations_are_judged.arrived import Arrived, arrived
from simin.workflows.observations_are_judged.families import about_families
from simin.workflows.observations_are_judged.streams import about_streams

REACTS_TO: tuple[type[Event], ...] = (ObservationsRecorded,)

__all__ = ["REACTS_TO", "Arrived", "react", "react_together"]


def react(delivered: Delivered, *, clock: Clock) -> None:
    """Open, refresh and end the findings about what a batch brought."""
    react_together([delivered], clock=clock)


def react_together(heard: Sequence[Delivered], *, clock: Clock) -> None:
    """The same of all batches of a round: the newest value is judged, whichever brought it."""
    events = [one.event for one in heard if isinstance(one.event, ObservationsRecorded)]
    batch = arrived({slug for event in events for slug in event.datastreams})
    if batch.latest:
        now = clock.now()
        about_families(batch, now)
        about_streams(batch, now)
