"""The pack's sources, datastreams, scales and indicators in their domains' terms. Pure."""

from collections.abc import Iterator
from typing import Any

import msgspec

from simin.domains.guesses.definition import GuessDefinition
from simin.domains.indicators import definition as steering
from simin.domains.observations import definition as observed
from simin.domains.picture.card import Origin
from simin.ingest.pack import Pack
from simin.ingest.pack.indicators import Indicator
from simin.ingest.pack.observed import Datastream
from simin.ingest.pack.words import Words

#: Seconds that a value stands for where nothing in the pack says otherwise.
HOUR = 3600


def sources(pack: Pack) -> Iterator[observed.SourceDefinition]:
    for source in pack.sources:
        yield observed.SourceDefinition(
            id=source.id,
            name=source.name,
            origin=Origin(source.origin),
            budget=source.budget,
            budgets={
                feed.id: feed.budget
                for feed in pack.feeds
                if feed.source == source.id and feed.budget is not None
            },
            department=source.department,
            licence=source.licence,
            attribution=source.attribution,
            homepage=source.homepage or "",
            quality=_defects(pack, source.id),
        )


def _defects(pack: Pack, source: str) -> dict[str, Any]:
    return {
        name: words
        for recording in pack.recordings
        if recording.source == source
        for name, words in recording.quality.items()
    }


def properties(pack: Pack) -> Iterator[observed.PropertyDefinition]:
    for told in pack.properties:
        yield observed.PropertyDefinition(
            id=told.id,
            name=told.name,
            unit=told.unit,
            limits=observed.Limits(
                frozen_after=told.frozen_after,
                may_stand_at=told.may_stand_at,
                plausible=told.plausible,
                outlier=told.outlier,
            ),
        )


def datastreams(pack: Pack) -> list[observed.DatastreamDefinition]:
    periods = _periods(pack)
    return [_datastream(stream, periods) for stream in pack.datastreams]


def _datastream(stream: Datastream, periods: dict[str, int]) -> observed.DatastreamDefinition:
    return observed.DatastreamDefinition(
        slug=stream.id,
        family=stream.family,
        property=stream.property,
        source=stream.source,
        thing=observed.ThingDefinition(
            id=stream.thing, name=stream.thing_name, district=stream.district
        ),
        period=periods.get(stream.source, HOUR),
        district=stream.district,
        keep_days=stream.keep_days,
    )


def _periods(pack: Pack) -> dict[str, int]:
    """Seconds that a value of each source stands for; recordings have the last word."""
    asked = {feed.source: feed.period for feed in pack.feeds if feed.period}
    return asked | {one.source: one.period for one in pack.recordings if one.kind == "series"}


def scales(pack: Pack) -> list[steering.ScaleDefinition]:
    return [msgspec.convert(_given(one), steering.ScaleDefinition) for one in pack.scales]


def indexes(pack: Pack) -> list[steering.IndexDefinition]:
    return [msgspec.convert(_given(one), steering.IndexDefinition) for one in pack.indexes]


def indicators(pack: Pack) -> list[steering.IndicatorDefinition]:
    owners = {one.id: one.name for one in pack.departments}
    return [_indicator(one, pack.city.units, owners) for one in pack.indicators]


def _indicator(
    told: Indicator, units: dict[str, Words], owners: dict[str, Words]
) -> steering.IndicatorDefinition:
    """Units that the pack has words for are shown in words."""
    plain = _given(told)
    plain["unit"] = units.get(told.unit, told.unit)
    plain["owner_name"] = owners.get(told.owner, {})
    if told.secondary is not None:
        plain["secondary"]["unit"] = units.get(told.secondary.unit, told.secondary.unit)
    return msgspec.convert(plain, steering.IndicatorDefinition)


def guesses(pack: Pack) -> list[GuessDefinition]:
    return [msgspec.convert(_given(one), GuessDefinition) for one in pack.guesses]


def glance_domains(pack: Pack) -> list[steering.DomainDefinition]:
    return [
        msgspec.convert({**_given(one), "rank": rank}, steering.DomainDefinition)
        for rank, one in enumerate(pack.city.domains)
    ]


def _given(entry: msgspec.Struct) -> dict[str, Any]:
    plain = msgspec.to_builtins(entry)
    return {name: value for name, value in plain.items() if value is not None}
