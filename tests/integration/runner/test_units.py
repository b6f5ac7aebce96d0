"""What a feed sends in another unit is kept in the datastream's."""

from typing import Any

import msgspec
import pytest

from simin.domains.observations import queries
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed, Record
from simin.ingest.runner.keeping import Arriving, City, keep
from tests.factories.observed import NOON, ZONE, found_observed_town

FEED = msgspec.convert(
    {
        "id": "dust",
        "kind": "json",
        "source": "network",
        "address": "https://dust.example/",
        "schedule": {"every": 60},
        "licence": "x",
        "owner": "x",
    },
    Feed,
)


def dust(district: str, result: float | None, **values: Any) -> Record:
    slug = f"air/pm25/{district}"
    told = {"datastream": slug, "result": result, **values}
    return Record(key=slug, kind="observation", values=told, at=NOON, where=district)


@pytest.mark.django_db
def test_a_stated_unit_is_converted_and_one_of_another_kind_is_refused() -> None:
    found_observed_town()
    city = City(zone=ZONE, language="ko", origins={"network": Origin.MEASURED})
    arriving = Arriving(feed=FEED, run="run-1", received_at=NOON, city=city)
    kept = keep([dust("east", 0.25, unit="mg/m³"), dust("west", 35.0, unit="ppm")], arriving)
    assert [one.reason for one in kept.rejected] == ["unit: ppm cannot become µg/m³"]
    kept = keep([dust("west", 35.0)], arriving)
    assert not kept.rejected
    slugs = ["air/pm25/east", "air/pm25/west"]
    latest = {one.slug: one.result for one in queries.latest(slugs)}
    assert latest == {"air/pm25/east": 250.0, "air/pm25/west": 35.0}
