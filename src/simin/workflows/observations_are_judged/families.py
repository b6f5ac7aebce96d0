"""Judges the datastreams of a family together: their unit, their substance."""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from simin.domains.observations import queries as observations
from simin.domains.observations import services
from simin.domains.observations.finding import Found
from simin.domains.observations.reading import Latest
from simin.ingest.detectors import mistaken_column, unions, unit_jump
from simin.workflows.observations_are_judged.arrived import Arrived

type Families = dict[str, list[Latest]]

#: How far back values are read that are not possible.
_REACH = timedelta(hours=48)
#: After which another unit that stays is the usual one, as another shape of columns is.
_USUAL = timedelta(days=30)


def about_families(batch: Arrived, now: datetime) -> None:
    """One report a source, however many families of it came: a city's devices have ten each."""
    for source, families in _by_source(batch).items():
        for family, group in families.items():
            _report_jump(batch, source, family, group, now)
        _report_substances(batch, source, families, now)
        _report_unions(batch, source, families, now)


def _by_source(batch: Arrived) -> dict[str, Families]:
    found: dict[str, Families] = {}
    for (source, family), group in batch.families().items():
        found.setdefault(source, {})[family] = group
    return found


def _report_unions(batch: Arrived, source: str, families: Families, now: datetime) -> None:
    looked_at = {name for name, group in families.items() if batch.begins_an_hour(group)}
    if not looked_at:
        return
    parts: dict[str, list[unions.Part]] = {name: [] for name in looked_at}
    for one in observations.alike(source, looked_at):
        part = unions.Part(one.first, one.unit, one.period, one.district, one.streams)
        parts[one.family].append(part)
    found = [unions.mixed_union(name, each) for name, each in parts.items()]
    _report(unions.DETECTOR, source, looked_at, found, _run(families), now)


def _report_jump(
    batch: Arrived, source: str, family: str, group: Sequence[Latest], now: datetime
) -> None:
    """A jump stands until it is undone, also across hours that are missing, or has become usual:
    the periods after it look like any other."""
    standing = batch.standing.get((source, unit_jump.DETECTOR, family))
    until = max(seen.phenomenon_time for seen in group)
    jump = _jump(batch, family, group, across_gaps=False)
    if standing is not None:
        back = _jump(batch, family, group, across_gaps=True)
        undone = back is not None and unit_jump.undoes(standing.evidence, back.evidence)
        if undone or until - standing.since > _USUAL:
            _report(unit_jump.DETECTOR, source, {family}, [], group[0].run, now)
            return
    if jump is not None:
        found = [_since(jump, until)]
        _report(unit_jump.DETECTOR, source, {family}, found, group[0].run, now)


def _jump(
    batch: Arrived, family: str, group: Sequence[Latest], *, across_gaps: bool
) -> Found | None:
    steps = [
        (batch.before[seen.slug].result, seen.result)
        for seen in group
        if seen.result is not None
        and (batch.follows(seen.slug) or (across_gaps and batch.is_newer(seen.slug)))
    ]
    return unit_jump.unit_jump(family, batch.streams[group[0].slug].unit, steps)


def _report_substances(batch: Arrived, source: str, families: Families, now: datetime) -> None:
    limited = {name: group for name, group in families.items() if _plausible(batch, group)}
    if limited:
        found = [_substance(batch, name, group) for name, group in limited.items()]
        _report(mistaken_column.DETECTOR, source, set(limited), found, _run(limited), now)


def _plausible(batch: Arrived, group: Sequence[Latest]) -> tuple[float, float] | None:
    return batch.limits_of(group[0].slug).plausible


def _substance(batch: Arrived, family: str, group: Sequence[Latest]) -> Found | None:
    low, high = _plausible(batch, group) or (-math.inf, math.inf)
    if all(seen.result is None or low <= seen.result <= high for seen in group):
        return None
    plausible = {
        name: limits.plausible for name, limits in observations.limits().items() if limits.plausible
    }
    name = batch.streams[group[0].slug].property
    until = max(seen.phenomenon_time for seen in group) + timedelta(hours=1)
    hours = observations.hourly_of([family], until - _REACH, until)
    values = [span.tally.mean for span in hours if span.tally.mean is not None]
    return mistaken_column.mistaken(family, name, values, plausible, family=family)


def _run(families: Families) -> str | None:
    """The last that brought anything of them."""
    return (
        max((seen.run or "" for group in families.values() for seen in group), default="") or None
    )


def _since(found: Found, at: datetime) -> Found:
    return Found(
        detector=found.detector,
        subject=found.subject,
        family=found.family,
        severity=found.severity,
        evidence=found.evidence,
        since=at,
    )


def _report(
    detector: str,
    source: str,
    families: Collection[str],
    found: Iterable[Found | None],
    run: str | None,
    now: datetime,
) -> None:
    standing = [one for one in found if one is not None]
    services.report_findings(
        source=source, detectors={detector}, subjects=families, found=standing, at=now, run=run
    )
