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
        origin=_strictest(evidence.sources[seen.source] for seen in [*carriers, *beside]),
        freshness=_freshness(carriers, evidence.sources, now),
        phenomenon_time=newest.phenomenon_time,
        received_at=newest.received_at,
        recorded_at=newest.recorded_at,
        run=newest.run,
        parts=found.parts,
        budget=source.budget,
        quality=tuple(sorted({flag for seen in found.unused for flag in seen.quality})),
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
    )


def _strictest(sources: Iterable[SourceState]) -> Origin:
    origins = (source.origin for source in sources)
    return max(origins, key=_STRICTER.index, default=Origin.MEASURED)


def _freshness(
    carriers: Sequence[Latest], sources: dict[str, SourceState], now: datetime
) -> Freshness:
    newest: dict[str, datetime] = {}
    for seen in carriers:
        known = newest.get(seen.source, seen.phenomenon_time)
        newest[seen.source] = max(known, seen.phenomenon_time)
    return worst(
        freshness(
            (now - at).total_seconds(),
            sources[source].budget,
            down=sources[source].down_since is not None,
        )
        for source, at in newest.items()
    )
