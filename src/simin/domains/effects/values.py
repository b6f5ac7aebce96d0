"""The values that an estimate rests on, as they are kept, and what speaks against them."""

from collections.abc import Iterable
from datetime import datetime

from simin.domains.effects.grid import Point
from simin.domains.effects.reasons import Reason, Why
from simin.domains.effects.step import STEPS, Step
from simin.domains.effects.windows import Bounds
from simin.domains.indicators import queries as indicators
from simin.domains.observations import queries as observations
from simin.domains.observations.finding import Finding, Severity


def points(
    indicator: str, place: str, step: Step, found: Bounds, now: datetime
) -> tuple[list[Point], list[Point]]:
    """Before and after; a step that is not over at ``now`` is not there yet."""
    until = min(found.ends_at, now)
    moments = indicators.history(indicator, found.since, max(until, found.until), step)
    before, after = [], []
    for moment in moments:
        figures = moment.figures
        value = figures.districts.get(place) if place else figures.value
        if value is None:
            continue
        if moment.start < found.until:
            before.append(Point(moment.start, float(value)))
        elif found.begins_at <= moment.start and moment.start + STEPS[step] <= now:
            after.append(Point(moment.start, float(value)))
    return before, after


def against(indicator: str, found: Bounds, now: datetime) -> list[Reason]:
    """Findings against the sources while they were looked at, and sources that are down."""
    lineage = indicators.lineage(indicator)
    sources = {source.id for source in lineage.sources}
    past = [one for source in sorted(sources) for one in observations.past_findings(source)]
    families = lineage.indicator.families
    about = [one for one in (*lineage.findings, *past) if _concerns(one, families, found)]
    reasons = [
        Reason(Why.SOURCE_DOUBTED, {"detector": one.detector, "source": one.source})
        for one in about
        if one.severity is Severity.WRONG
    ][:1]
    down = [source for source in lineage.sources if source.down_since]
    if down and any(one.down_since and one.down_since < found.ends_at for one in down):
        reasons.append(Reason(Why.SOURCE_DOWN, {"source": down[0].id}))
    return reasons


def _concerns(one: Finding, families: Iterable[str], found: Bounds) -> bool:
    """One that speaks against a single datastream costs that one, not the whole."""
    whole = not (one.family and one.subject.startswith(f"{one.family}/"))
    there = one.since < found.ends_at and (one.ended_at is None or one.ended_at > found.since)
    return whole and there and any(one.concerns(source=one.source, family=f) for f in families)
