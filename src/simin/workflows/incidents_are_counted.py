"""The incident counters become observations, so that they have a history and a trust mark.

Which families are counted, and from what, the city pack says. A value is recorded when it differs
from the newest one and at least once an hour of the city's calendar; so a counter that stands still
is still known to be true, and the counters of the day are zero at midnight. What is recorded is
what is true at the moment of recording, never a moment of the past.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.events import (
    IncidentAdvanced,
    IncidentChanged,
    IncidentMerged,
    IncidentReopened,
    IncidentReported,
    IncidentUnmerged,
)
from simin.domains.incidents.services import CountOf, CountRule
from simin.domains.observations import queries as observations
from simin.domains.observations import services as recording
from simin.domains.observations.reading import Latest, Stream
from simin.domains.observations.services import NewObservation
from simin.domains.places import queries as places
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (
    IncidentReported,
    IncidentAdvanced,
    IncidentMerged,
    IncidentUnmerged,
    IncidentReopened,
    IncidentChanged,
)

ONCE_A_ROUND = True


def react(delivered: Delivered, *, clock: Clock) -> None:
    """Record every counter that is another than its newest value."""
    now = clock.now()
    newest, streams = _known()
    counted = _count(streams, now)
    changed = [
        slug
        for slug, value in counted.items()
        if slug not in newest or newest[slug].result != value
    ]
    _record({slug: counted[slug] for slug in changed}, streams, now)


def roll_over(now: datetime) -> int:
    """Record counters that were not recorded since the city's hour began; how many.

    The engine calls it on every beat; where nothing is due it only looks.
    """
    if not places.has_city():
        return 0
    hour = now.astimezone(places.zone()).replace(minute=0, second=0, microsecond=0)
    newest, streams = _known()
    due = [
        stream
        for stream in streams
        if stream.slug not in newest or newest[stream.slug].phenomenon_time < hour
    ]
    if due:
        _record(_count(due, now), due, now)
    return len(due)


def _known() -> tuple[dict[str, Latest], list[Stream]]:
    """The newest value of each counted datastream that has one, and all of them."""
    families = [rule.family for rule in incidents.count_rules()]
    newest = {seen.slug: seen for seen in observations.latest_of(families)}
    return newest, observations.datastreams_of(families)


def _count(streams: Sequence[Stream], now: datetime) -> dict[str, float | None]:
    """What each datastream's rule says at ``now``; None where there is nothing to divide by."""
    rules = {rule.family: rule for rule in incidents.count_rules()}
    today = now.astimezone(places.zone()).date()
    reported, still_open = incidents.counts(today), incidents.being_dealt_with()

    def value(rule: CountRule, district: str | None) -> float | None:
        match rule.of:
            case CountOf.TODAY:
                return float(reported.number(kinds=rule.kinds, district=district))
            case CountOf.OPEN:
                return float(still_open.number(kinds=rule.kinds, district=district))
            case CountOf.WITHIN_TARGET:
                golden = incidents.golden_time(today, kinds=rule.kinds, district=district)
                return None if golden.share is None else round(100 * golden.share, 1)

    return {stream.slug: value(rules[stream.family], stream.district) for stream in streams}


def _record(counted: Mapping[str, float | None], streams: Iterable[Stream], now: datetime) -> None:
    """``counted`` is true at ``now``; a count of replayed incidents says which time it recalls."""
    if not counted:
        return
    shifts = {
        rule.family: incidents.recording_shift(rule.kinds) for rule in incidents.count_rules()
    }
    recording.record(
        [
            NewObservation(
                datastream=stream.slug,
                phenomenon_time=now,
                result=counted[stream.slug],
                recorded_at=_shifted(now, shifts[stream.family]),
            )
            for stream in streams
            if stream.slug in counted
        ],
        run=None,
        received_at=now,
        zone=places.zone(),
    )


def _shifted(now: datetime, shift: timedelta | None) -> datetime | None:
    return None if shift is None else now + shift
