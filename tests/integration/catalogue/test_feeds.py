"""What feeds bring as rows and places stands in data sets, run by run."""

import msgspec
import pytest

from simin.domains.catalogue import queries, services
from simin.domains.catalogue.services import Column, NewDataset, Schema
from simin.domains.places import services as places
from simin.ingest.feeds import Feed, Mapping, Record, Schedule
from simin.ingest.feeds import mapping as said
from simin.ingest.models import StandingRecord
from simin.ingest.runner import standing, tables
from simin.ingest.runner.keeping import Arriving, City
from tests.factories.datasets import NOON
from tests.factories.observed import ZONE
from tests.factories.places import city, square

pytestmark = pytest.mark.django_db

FEED = Feed(
    id="permits",
    kind="json",
    source="office",
    address="https://permits.example",
    schedule=Schedule(every=60),
    licence="CC0-1.0",
    owner="planning",
    whole=True,
    mapping=Mapping(
        into="row",
        key=("nr",),
        columns=(
            said.Column(field="nr", to="number", type="text"),
            said.Column(field="x", to="longitude"),
            said.Column(field="y", to="latitude"),
            said.Column(field="floors", to="floors", type="integer"),
        ),
    ),
)


def permit(key: str, floors: object = 2) -> Record:
    values = {"number": key, "longitude": 127.0, "latitude": 37.5, "floors": floors}
    return Record(key=key, kind="row", values=values)


def brought(records: list[Record], run: str, feed: Feed = FEED) -> list[str]:
    arriving = Arriving(feed, run, NOON, City(ZONE, "ko", {}))
    present = {record.key for record in records}
    gone = standing.vanish(feed.id, present, at=NOON, confirmed=True)
    kept = standing.keep(feed.id, records, run=run)
    return [each.reason for each in tables.hand_over(arriving, kept.changes, gone)]


def keys() -> list[str]:
    rows = queries.rows(queries.version("permits"), queries.Question()).rows
    return [row["_key"] for row in rows]


def test_a_feed_has_a_data_set_of_its_mapping() -> None:
    brought([permit("a"), permit("b")], "permits@1")
    made = queries.dataset("permits")
    assert (made.derived, made.feed, made.owner) == (True, "permits", "planning")
    assert queries.schema_of(made).longitude == "longitude"
    brought([permit("b", 3), permit("c")], "permits@2")
    assert keys() == ["b", "c"]
    newest = queries.version("permits")
    assert (newest.added, newest.changed, newest.removed) == (1, 1, 1)
    brought([permit("b", 3), permit("c")], "permits@3")
    assert queries.version("permits").number == 2


def test_a_changed_mapping_makes_the_table_anew() -> None:
    brought([permit("a"), permit("b")], "permits@1")
    columns = (*FEED.mapping.columns[:3], said.Column(field="floors", to="floors", type="text"))
    mapping = Mapping(into="row", key=("nr",), columns=columns)
    other = Feed(
        **{**{name: getattr(FEED, name) for name in Feed.__struct_fields__}, "mapping": mapping}
    )
    brought([permit("a"), permit("b"), permit("c", "many")], "permits@2", other)
    assert keys() == ["a", "b", "c"]
    assert queries.rows(queries.version("permits"), queries.Question()).rows[2]["floors"] == "many"


def test_a_declared_data_set_is_filled_instead_and_says_what_does_not_fit() -> None:
    schema = Schema(columns=(Column(name="number"), Column(name="floors", type="integer")))
    services.define(
        NewDataset(
            id="buildings",
            title={"en": "Buildings"},
            licence="CC0-1.0",
            owner="planning",
            feed="permits",
            schema=schema,
        ),
        at=NOON,
    )
    reasons = brought([permit("a"), permit("b", "many")], "permits@1")
    assert reasons == ["buildings: floors: 'many' is no value of type integer"]
    assert queries.version("buildings").rows == 1
    assert [each.dataset.id for each in queries.datasets()] == ["buildings"]


def test_what_stood_before_there_was_a_data_set_is_in_it() -> None:
    standing.keep("permits", [permit("old")], run="permits@0")
    assert StandingRecord.objects.count() == 1
    brought([permit("old"), permit("new")], "permits@1")
    assert keys() == ["new", "old"]


def test_requests_are_a_table_only_of_the_columns_that_the_pack_says() -> None:
    places.define_city(city(), at=NOON)
    places.define_districts([square("east", 0)], at=NOON)
    line = msgspec.structs.replace(
        FEED, id="line", whole=False, mapping=Mapping(into="request", key=("nr",))
    )
    values = {"service_code": "water", "description": "at my house", "longitude": 0.5}
    asked = Record(key="7", kind="request", at=NOON, values={**values, "latitude": 0.5}, where="")
    assert brought([asked], "line@1", line) == [] and not queries.of_feed("line")
    names = ("service_code", "district")
    columns = (*(Column(name=one) for one in names), Column(name="requested_at", type="time"))
    told = NewDataset(
        id="line",
        title={"en": "Requests"},
        licence="CC0-1.0",
        owner="planning",
        feed="line",
        schema=Schema(columns=columns),
    )
    services.define(told, at=NOON)
    brought([asked], "line@2", line)
    (row,) = queries.rows(queries.version("line"), queries.Question()).rows
    assert row == {
        "_key": "7",
        "service_code": "water",
        "district": "east",
        "requested_at": NOON.replace(tzinfo=None),
    }
