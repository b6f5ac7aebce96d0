"""A small town whose incidents are run from the desk: people, units, what stands around."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from simin.domains.catalogue import services as catalogue
from simin.domains.catalogue.definition import NewDataset
from simin.domains.catalogue.schema import Column, Schema
from simin.domains.incidents import services
from simin.domains.incidents.services import Limits, Role, UnitDefinition
from simin.kit.clock import FixedClock
from tests.factories import incidents as happening
from tests.factories.directive_town import directive_town
from tests.factories.incidents import NOON

#: Where things happen in the town, in its east.
LONGITUDE, LATITUDE = 0.5, 0.5
#: Degrees of latitude of a metre.
METRE = 1 / 111_195


@contextmanager
def incident_town(now: datetime = NOON) -> Iterator[FixedClock]:
    """The town at ``now``; its clock stands still until a test moves it."""
    happening.found_town()
    units = (("pump-1", "Pump 1", "펌프차 1호"), ("pump-2", "Pump 2", "펌프차 2호"))
    services.define_units(
        UnitDefinition(id=unit, name={"en": en, "ko": ko}, kind="pump", district="east")
        for unit, en, ko in units
    )
    with directive_town(now, found=True) as clock:
        yield clock


def shelters(now: datetime = NOON) -> None:
    """One 100 m to the north, one 400 m, one 900 m; and the parts of the town with residents."""
    points = [("hall", 100), ("school", 400), ("church", 900)]
    rows = [
        {"id": name, "name": name.title(), "x": str(LONGITUDE), "y": str(LATITUDE + far * METRE)}
        for name, far in points
    ]
    columns = (
        Column(name="id"),
        Column(name="name"),
        Column(name="x", type="number"),
        Column(name="y", type="number"),
    )
    schema = Schema(columns=columns, key=("id",), longitude="x", latitude="y")
    kept_as("shelter", schema, rows, now)
    _residents(now)
    services.define_roles(
        [
            Role(
                id="shelter",
                name={"en": "Shelter", "ko": "대피소"},
                dataset="shelter",
                metres=500,
                columns={"en": "name", "ko": "name"},
            ),
            Role(id="camera", name={"en": "Camera", "ko": "카메라"}, dataset="camera"),
            Role(
                id="residents",
                name={"en": "Residents", "ko": "주민"},
                dataset="residents",
                use="people",
                people="residents",
                columns={"en": "name", "ko": "name"},
            ),
        ]
    )


def _residents(now: datetime) -> None:
    """Two squares of a hundredth of a degree, which meet at the place of the incident."""
    squares = [("left", 0.49, 4000), ("right", 0.50, 2000)]
    rows = [
        {"id": name, "name": name, "residents": str(people), "outline": _square(west)}
        for name, west, people in squares
    ]
    columns = (
        Column(name="id"),
        Column(name="name"),
        Column(name="residents", type="integer"),
        Column(name="outline", type="geometry"),
    )
    kept_as("residents", Schema(columns=columns, key=("id",), geometry="outline"), rows, now)


def _square(west: float) -> str:
    east, south, north = west + 0.01, 0.495, 0.505
    ring = f"{west} {south},{east} {south},{east} {north},{west} {north},{west} {south}"
    return f"POLYGON(({ring}))"


def kept_as(name: str, schema: Schema, rows: list[dict[str, str]], now: datetime) -> None:
    told = NewDataset(id=name, title={"en": name}, licence="CC0-1.0", owner="fire", schema=schema)
    catalogue.define(told, at=now)
    catalogue.replace(name, rows, run=None, at=now, digest=name)


def limits(metres: float = 300, minutes: float = 30) -> Limits:
    return Limits(metres=metres, minutes=minutes)
