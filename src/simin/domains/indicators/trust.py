"""The trust mark of an indicator: no number leaves without one (invariant 5). Pure.

It speaks for all parts at once, so it takes the strictest: synthetic before replayed before
measured, the worst freshness of any source. Where nothing has arrived, ``parts`` is (0, n) and the
times are ``NEVER``.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from simin.domains.indicators.assessment import Assessment
from simin.domains.indicators.definition import DomainDefinition, IndicatorDefinition
from simin.domains.indicators.evidence import Evidence
from simin.domains.indicators.freshness import freshness, worst
from simin.domains.observations.badges import badges
from simin.domains.observations.reading import Latest, SourceState
from simin.domains.picture.card import Freshness, Origin, Trust

#: Stands where a time must stand though nothing has ever arrived.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_STRICTER = (Origin.MEASURED, Origin.REPLAYED, Origin.SYNTHETIC)


def trust(
    definition: IndicatorDefinition, found: Assessment, evidence: Evidence, now: datetime
) -> Trust:
    carriers = found.used or found.unused
    if not carriers:
        return _nothing_arrived(definition, found, evidence)
    newest = max(carriers, key=lambda seen: (seen.phenomenon_time, seen.slug))
    source = evidence.sources[newest.source]
    beside = evidence.latest_of([definition.secondary.family]) if definition.secondary else []
    return Trust(
        source=source.id,
        source_name=source.name,
        origin=_strictest(_sources([*carriers, *beside], evidence)),
        freshness=_freshness(carriers, evidence.sources, now),
        phenomenon_time=newest.phenomenon_time,
        received_at=newest.received_at,
        recorded_at=newest.recorded_at,
        run=newest.run,
        parts=found.parts,
        budget=source.budget_of(newest.run),
        quality=tuple(sorted({flag for seen in found.unused for flag in seen.quality})),
        down_since=_down_since(_sources(carriers, evidence)),
        badges=badges(evidence.findings_about(definition.all_families)),
    )


def definition_trust(definition: DomainDefinition) -> Trust:
    """The mark of a card that carries no number, only what the city pack says."""
    return Trust(
        source=f"domain/{definition.id}",
        source_name=definition.name,
        origin=Origin.MEASURED,
        freshness=Freshness.LIVE,
        phenomenon_time=NEVER,
        received_at=NEVER,
    )


def _nothing_arrived(
    definition: IndicatorDefinition, found: Assessment, evidence: Evidence
) -> Trust:
    streams = evidence.streams_of(definition.families)
    sources = [evidence.sources[name] for name in sorted({stream.source for stream in streams})]
    down = any(source.down_since for source in sources)
    return Trust(
        source=sources[0].id if sources else definition.id,
        source_name=sources[0].name if sources else definition.name,
        origin=_strictest(sources),
        freshness=Freshness.SOURCE_DOWN if down else Freshness.STALE,
        phenomenon_time=NEVER,
        received_at=NEVER,
        parts=found.parts,
        budget=sources[0].budget if sources else None,
        down_since=_down_since(sources),
        badges=badges(evidence.findings_about(definition.families)),
    )


def _sources(carriers: Sequence[Latest], evidence: Evidence) -> list[SourceState]:
    """Each once: of a city's devices a thousand have the same."""
    return [evidence.sources[name] for name in {seen.source for seen in carriers}]


def _down_since(sources: Iterable[SourceState]) -> datetime | None:
    """Since when the first of those that fail has failed."""
    return min((source.down_since for source in sources if source.down_since), default=None)


def _strictest(sources: Iterable[SourceState]) -> Origin:
    origins = (source.origin for source in sources)
    return max(origins, key=_STRICTER.index, default=Origin.MEASURED)


def _freshness(
    carriers: Sequence[Latest], sources: dict[str, SourceState], now: datetime
) -> Freshness:
    newest: dict[tuple[str, int], datetime] = {}
    for (source, run), at in _newest(carriers).items():
        place = source, sources[source].budget_of(run)
        newest[place] = max(newest.get(place, at), at)
    return worst(
        freshness((now - at).total_seconds(), budget, down=sources[source].down_since is not None)
        for (source, budget), at in newest.items()
    )


def _newest(carriers: Sequence[Latest]) -> dict[tuple[str, str | None], datetime]:
    """By source and run."""
    found: dict[tuple[str, str | None], datetime] = {}
    for seen in carriers:
        place, at = (seen.source, seen.run), seen.phenomenon_time
        if place not in found or at > found[place]:
            found[place] = at
    return found
