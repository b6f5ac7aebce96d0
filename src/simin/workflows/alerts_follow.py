"""Alerts follow what arrives: each batch is judged by the rules that look at what it brought.

The round of the dispatcher is the transaction, so that a kill loses nothing and repeats nothing.
What does not come from an event but from time passing (silence, an alert that has rested long
enough) is looked for by ``as_time_passes``, which finds the same however often it is asked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from simin.domains.alerts import services
from simin.domains.observations.events import ObservationsRecorded
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows import alerts_follow_datasets

REACTS_TO: tuple[type[Event], ...] = (ObservationsRecorded,)

#: City time between two looks at what only time changes.
LOOK = timedelta(minutes=1)


def react(delivered: Delivered, *, clock: Clock) -> None:
    """Judge what a batch brought."""
    react_together([delivered], clock=clock)


def react_together(heard: Sequence[Delivered], *, clock: Clock) -> None:
    """All batches of a round at once: the newest value is judged, whichever brought it."""
    events = [one.event for one in heard if isinstance(one.event, ObservationsRecorded)]
    services.judge_arrived(
        datastreams={slug for event in events for slug in event.datastreams},
        families={name for event in events for name in event.families},
        now=clock.now(),
    )


def as_time_passes(looked_at: datetime | None, now: datetime) -> datetime:
    """When it was last looked: at ``looked_at``, or now where that is long enough ago."""
    if looked_at is not None and looked_at <= now < looked_at + LOOK:
        return looked_at
    alerts_follow_datasets.look(now)
    services.judge_time(now=now)
    return now
