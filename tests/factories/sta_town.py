"""An observed town behind the SensorThings service, and a client that speaks to it."""

import json
from dataclasses import replace
from typing import Any

from django.db.models import F
from django.test import Client

from simin.domains.observations import features, locating
from simin.domains.observations.models import (
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    Thing,
)
from tests.factories.observed import HOUR, NOON, family, found_observed_town, observed, recorded

BASE = "/sta/v1.1"


def found_sta_town() -> None:
    """Two districts with dust, and a place without one."""
    found_observed_town()
    family("water/level", districts=["east"])
    recorded(
        *(observed("air/pm25/east", NOON + n * HOUR, 10.0 * n) for n in range(1, 6)),
        observed("air/pm25/west", NOON + HOUR, 99.0, "통신장애"),
        observed("water/level/east", NOON + HOUR, 3.5),
        at=NOON + 6 * HOUR,
    )


def found_placed_town() -> None:
    """A town whose things stand somewhere; one of them has moved, one observes also its river."""
    found_sta_town()
    Thing.objects.update(longitude=F("number") + 126, latitude=37.5)
    locating.place(list(Thing.objects.all()))
    thing, place = Thing.objects.earliest("number"), Location.objects.earliest("id")
    for hours in range(3):
        moved = HistoricalLocation.objects.create(thing=thing, time=NOON + hours * HOUR)
        moved.locations.set(Location.objects.all()[: hours + 1])
    other = Location.objects.create(name=place.name, location=place.location)
    thing.locations.add(other)
    river = FeatureOfInterest.objects.create(name=place.name, feature=place.location)
    stream = Datastream.objects.get(slug="water/level/east")
    features.link({(river.pk, stream.pk)})
    recorded(replace(observed("water/level/east", NOON, 2.5), feature=river.pk))


def get(client: Client, path: str, **options: Any) -> Any:
    """The body of a good answer; ``filter="…"`` becomes ``$filter``."""
    asked = {f"${name}": value for name, value in options.items()}
    answer = client.get(f"{BASE}/{path}".rstrip("/"), asked)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def names(client: Client, path: str, **options: Any) -> list[str]:
    return [row["name"] for row in get(client, path, **options)["value"]]


def results(client: Client, path: str = "Observations", **options: Any) -> list[Any]:
    return [row["result"] for row in get(client, path, **options)["value"]]
