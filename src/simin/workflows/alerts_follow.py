"""Alerts follow what arrives: each batch is judged by the rules that look at what it brought.

The round of the dispatcher is the transaction, so that a kill loses nothing and repeats nothing.
What does not come from an event but from time passing (silence, an alert that has rested long
enough) is looked for by ``as_time_passes``, which finds the same however often it is asked.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from simin.domains.alerts import services
from simin.domains.observations import queries as observations
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
    """All batches of a round at once, and each value in its order, whichever brought it."""
    events = [one.event for one in heard if isinstance(one.event, ObservationsRecorded)]
    services.judge_arrived(
        datastreams={slug for event in events for slug in event.datastreams},
        families={name for event in events for name in event.families},
        succession=_succession(events),
        now=clock.now(),
    )


def _succession(events: Sequence[ObservationsRecorded]) -> services.Succession | None:
    """Where to read what came of datastreams that brought several values, in these or later."""
    forward = [(event, event.since) for event in events if event.since is not None]
    if not forward:
        return None
    last = max(event.last for event, _ in forward)
    several = _several([event for event, _ in forward], behind=observations.goes_on_after(last))
    return services.Succession(
        datastreams=several,
        first=min(event.first for event, _ in forward),
        last=last,
        since=min(since for _, since in forward),
    )


def _several(events: Sequence[ObservationsRecorded], *, behind: bool) -> frozenset[str]:
    """Of the others the newest value is the one that came."""
    times = Counter(slug for event in events for slug in event.datastreams)
    if behind:
        return frozenset(times)
    again = {slug for slug, count in times.items() if count > 1}
    return frozenset(again.union(*(event.several for event in events)))


def as_time_passes(looked_at: datetime | None, now: datetime) -> datetime:
    """When it was last looked: at ``looked_at``, or now where that is long enough ago."""
    if looked_at is not None and looked_at <= now < looked_at + LOOK:
        return looked_at
    alerts_follow_datasets.look(now)
    services.judge_time(now=now)
    return now
