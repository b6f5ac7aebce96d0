"""Judges each datastream by itself and among its neighbours."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from simin.domains.observations import queries as observations
from simin.domains.observations import services
from simin.domains.observations.finding import Found
from simin.domains.observations.reading import Latest
from simin.ingest import watching
from simin.ingest.detectors import outlier, stillness
from simin.ingest.detectors.stillness import Patience, Still
from simin.workflows.observations_are_judged.arrived import Arrived
from simin.workflows.observations_are_judged.finer import own_means

DETECTORS = {stillness.FROZEN, outlier.DETECTOR}


def about_streams(batch: Arrived, now: datetime) -> None:
    """Findings about datastreams; also moves on how long their values have stood."""
    states = _states(batch)
    watching.keep(states)
    found: dict[str, list[Found]] = {}
    for (source, family), group in batch.families().items():
        found.setdefault(source, []).extend(_frozen(batch, group, states))
        found[source].extend(_outliers(batch, family, group))
    for source, standing in found.items():
        subjects = {slug for slug, seen in batch.latest.items() if seen.source == source}
        run = max((batch.latest[slug].run or "" for slug in subjects), default="")
        services.report_findings(
            source=source,
            detectors=DETECTORS,
            subjects=subjects,
            found=standing,
            at=now,
            run=run or None,
        )


def _states(batch: Arrived) -> dict[str, Still]:
    moved = _moved_between(batch)
    states = {}
    for slug, seen in batch.latest.items():
        before = None if slug in moved else batch.before.get(slug)
        assert seen.result is not None
        states[slug] = stillness.after(before, seen.result, seen.phenomenon_time)
    return states


def _moved_between(batch: Arrived) -> set[str]:
    """Datastreams whose value is what it was, but was another in hours that we did not look at."""
    unseen = [
        slug
        for slug, seen in batch.latest.items()
        if slug in batch.before
        and batch.before[slug].result == seen.result
        and not batch.follows(slug)
    ]
    if not unseen:
        return set()
    since = min(batch.before[slug].until for slug in unseen)
    until = max(batch.latest[slug].phenomenon_time for slug in unseen)
    return {
        span.slug
        for span in observations.hourly(unseen, since, until)
        if span.start > batch.before[span.slug].until
        and {span.tally.minimum, span.tally.maximum} - {batch.before[span.slug].result, None}
    }


def _frozen(batch: Arrived, group: list[Latest], states: dict[str, Still]) -> Iterator[Found]:
    for seen in group:
        limits = batch.limits_of(seen.slug)
        if limits.frozen_after is None:
            continue
        patience = Patience(timedelta(minutes=limits.frozen_after), limits.may_stand_at)
        found = stillness.frozen(seen.slug, seen.family, states[seen.slug], patience)
        if found is not None:
            yield found


def _outliers(batch: Arrived, family: str, group: list[Latest]) -> Iterator[Found]:
    """Each against its own finer values, and the others of its family of the same moment."""
    if batch.limits_of(group[0].slug).outlier is None:
        return
    timed = [seen for seen in group if _is_shared(seen.phenomenon_time)]
    if not timed:
        return
    times = {seen.phenomenon_time for seen in timed}
    witnesses = [one for one in observations.latest_of_family(family, times) if one.valid]
    own = own_means(batch, timed)
    for seen in timed:
        least = batch.limits_of(seen.slug).outlier
        others = [
            one.result
            for one in witnesses
            if one.slug != seen.slug
            and one.phenomenon_time == seen.phenomenon_time
            and one.result is not None
        ]
        assert seen.result is not None and least is not None
        found = outlier.contradicted(
            seen.slug,
            family,
            seen.result,
            neighbours=others,
            own_mean=own.get(seen.slug),
            least=least,
        )
        if found is not None:
            yield found


def _is_shared(at: datetime) -> bool:
    """Whether others may be of the same moment: devices that send when they like are of none."""
    return at.second == 0 and at.microsecond == 0
