"""What the city sends is CAP 1.2: by the standard's schema, and to the project's own reader."""

import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from simin.domains.warnings import queries, services
from simin.domains.warnings.content import Area
from simin.ingest.feeds import Feed, Payload, Schedule, SourceImplausibleError
from simin.sources.cap import KIND
from tests.factories.incidents import NOON, found_town, minutes
from tests.factories.warnings import SECOND, WRITER, content, drafted, issued, reason, reworded

pytestmark = pytest.mark.django_db

FEED = Feed(
    id="own",
    kind="cap",
    source="own",
    address="https://city.example/cap/",
    schedule=Schedule(every=60),
    licence="none",
    owner="safety",
)
RING = ((127.0, 37.5), (127.1, 37.5), (127.1, 37.6), (127.0, 37.5))


@pytest.fixture
def documents() -> list[bytes]:
    """An alert, its update and its cancel; a lone alert of outlines with nothing optional."""
    found_town()
    number = issued(onset=NOON + timedelta(hours=1), web="https://city.example/fire?a=1&b=2")
    revision = services.begin_update(number, by=WRITER, at=minutes(5))
    hard = reworded('5 < 6 & "불" ]]>')
    revision = services.edit(number, hard, revision=revision, by=WRITER, at=minutes(6))
    services.approve(number, revision=revision, by=SECOND, at=minutes(7))
    services.cancel(number, reason=reason(), by=WRITER, at=minutes(9))
    area = Area(description=content().area.description, districts=("east",), polygons=(RING, RING))
    issued("form-2", area=area, contact="")
    return [bytes(queries.message(one.identifier).document) for one in queries.feed(minutes(10))]


def payload(body: bytes) -> Payload:
    return Payload(request="own", status=200, headers={}, body=body, fetched_at=NOON)


def test_every_document_is_valid_by_the_schema_of_the_standard(
    documents: list[bytes], shared: Path
) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "vectors/cap/cap12.xsd"))
    assert len(documents) == 4
    for document in documents:
        schema.assertValid(etree.fromstring(document))


def test_the_schema_finds_what_is_wrong(documents: list[bytes], shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "vectors/cap/cap12.xsd"))
    torn = documents[0].replace(b"<scope>Public</scope>", b"")
    assert torn != documents[0]
    assert not schema.validate(etree.fromstring(torn))


def test_every_document_speaks_korean_and_english(documents: list[bytes]) -> None:
    for document in documents:
        root = etree.fromstring(document)
        assert [one.text for one in root.iterfind("{*}info/{*}language")] == ["ko-KR", "en-US"]


def test_our_own_reader_reads_back_what_was_written(documents: list[bytes]) -> None:
    read = [KIND.parse(FEED, payload(document)) for document in documents]
    assert [parsed.rejected for parsed in read] == [(), (), (), ()]
    records = [record.values for parsed in read for record in parsed.records]
    types = sorted(values["msg_type"] for values in records)
    assert types == ["Alert", "Alert", "Cancel", "Update"]
    for values in records:
        message = queries.message(values["identifier"])
        assert [info["headline"] for info in values["info"]] == [
            message.content["headline"][code] for code in ("ko", "en")
        ]
        assert values["info"][0]["severity"] == "Severe"
    keys = {record.key for parsed in read for record in parsed.records}
    assert keys == {message.reference for message in queries.feed(minutes(10))}


def test_positions_come_back_in_geojsons_order(documents: list[bytes]) -> None:
    areas = [
        KIND.parse(FEED, payload(document)).records[0].values["info"][0]["area"][0]
        for document in documents
    ]
    circles = [area["circles"] for area in areas if area["circles"]]
    assert circles == [[{"centre": [127.02, 37.52], "radius_km": 1.5}]] * 3
    (polygons,) = [area["polygons"] for area in areas if area["polygons"]]
    assert polygons == msgspec.to_builtins([[list(point) for point in RING]] * 2)


def test_times_are_written_as_the_standard_asks(documents: list[bytes]) -> None:
    written = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
    for document in documents:
        root = etree.fromstring(document)
        for name in ("sent", "info/{*}effective", "info/{*}expires"):
            assert written.fullmatch(root.findtext(f"{{*}}{name}") or ""), name


def test_the_attack_among_the_vectors_is_refused_unread(shared: Path) -> None:
    body = (shared / "vectors/cap/samples/xee.cap").read_bytes()
    assert b"<!ENTITY" in body
    with pytest.raises(SourceImplausibleError, match="entities"):
        KIND.parse(FEED, payload(body))


def test_no_entity_is_resolved_however_it_is_hidden() -> None:
    """In UTF-16 the declaration is not found by its bytes."""
    found_town()
    number = drafted()
    services.approve(number, revision=1, by=SECOND, at=NOON)
    own = bytes(queries.message(queries.messages(number)[0].identifier).document).decode()
    entity = '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert'
    hidden = own.replace("<alert", entity, 1).replace("UTF-8", "UTF-16").encode("utf-16")
    with pytest.raises(SourceImplausibleError, match="entities"):
        KIND.parse(FEED, payload(hidden))
