"""A small observed town: two districts, two sources, dust and a daily count."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from simin.domains.observations import services
from simin.domains.observations.definition import (
    DatastreamDefinition,
    PropertyDefinition,
    SourceDefinition,
    ThingDefinition,
)
from simin.domains.observations.observation import NewObservation, Recorded
from simin.domains.picture.card import Origin

ZONE = ZoneInfo("Asia/Seoul")
#: 14:00 in the town.
NOON = datetime(2022, 3, 5, 5, tzinfo=UTC)
DISTRICTS = ("east", "west")
HOUR = timedelta(hours=1)


def source(id_: str = "network", origin: Origin = Origin.REPLAYED, budget: int = 7200) -> None:
    name = {"ko": f"{id_} 망", "en": f"{id_} network"}
    services.define_sources([SourceDefinition(id=id_, name=name, origin=origin, budget=budget)])


def family(
    slug: str,
    *,
    source: str = "network",
    districts: Sequence[str | None] = DISTRICTS,
    period: int = 3600,
) -> None:
    """One datastream a district; a district of None is the city's own."""
    name = slug.rpartition("/")[2]
    words = {"ko": name, "en": name}
    services.define_properties([PropertyDefinition(id=name, name=words, unit="µg/m³")])
    services.define_datastreams(
        [
            DatastreamDefinition(
                slug=f"{slug}/{district}" if district else slug,
                family=slug,
                property=name,
                source=source,
                thing=ThingDefinition(id=f"{slug}/{district}", name=words, district=district),
                period=period,
                district=district,
            )
            for district in districts
        ]
    )


def found_observed_town() -> None:
    source()
    family("air/pm25")


def observed(
    slug: str,
    at: datetime,
    result: float | None,
    *quality: str,
    result_time: datetime | None = None,
) -> NewObservation:
    return NewObservation(slug, at, result, result_time=result_time, quality=quality)


def recorded(
    *observations: NewObservation, run: str | None = "run-1", at: datetime | None = None
) -> Recorded:
    """Records them as arriving at ``at``, or when the newest of them may arrive."""
    newest = max(new.phenomenon_time for new in observations)
    return services.record(observations, run=run, received_at=at or newest, zone=ZONE)
