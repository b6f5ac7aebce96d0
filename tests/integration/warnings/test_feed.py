"""``/cap/``: the feed and its documents, as a machine reads them."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import etree

from simin.domains.warnings import queries, services
from simin.ingest.feeds import Feed, Payload, Schedule
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.sources.cap import KIND
from tests.factories.incidents import NOON, found_town, minutes
from tests.factories.warnings import WRITER, drafted, issued, reason

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def clock():
    found_town()
    clock = FixedClock(minutes(10))
    wire(clock)
    yield clock
    wire(SystemClock())


def titles() -> list[str]:
    root = etree.fromstring(Client().get("/cap/").content)
    return [one.text or "" for one in root.iterfind(f"{ATOM}entry/{ATOM}title")]


def test_an_empty_feed_is_a_feed() -> None:
    answer = Client().get("/cap/")
    root = etree.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    for name in ("id", "title", "updated", "author/{*}name"):
        assert root.findtext(f"{{*}}{name}"), name
    assert titles() == []


def test_drafts_are_not_in_it_and_every_message_is() -> None:
    drafted("draft")
    number = issued()
    services.cancel(number, reason=reason(), by=WRITER, at=minutes(5))
    assert titles() == ["취소: 동쪽구 화재 경보", "동쪽구 화재 경보"]


def test_each_entry_has_what_atom_asks_for() -> None:
    issued()
    root = etree.fromstring(Client().get("/cap/").content)
    (entry,) = root.iterfind(f"{ATOM}entry")
    for name in ("id", "title", "updated", "summary"):
        assert entry.findtext(f"{ATOM}{name}"), name
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("type") == "application/cap+xml"
    assert entry.findtext(f"{ATOM}id") == link.get("href")
    self_link = root.find(f"{ATOM}link")
    assert self_link is not None and self_link.get("rel") == "self"


def test_after_thirty_days_it_is_only_history(clock: FixedClock) -> None:
    number = issued()
    clock.at = NOON + timedelta(days=30)
    assert titles() == []
    identifier = queries.messages(number)[0].identifier
    assert Client().get(f"/cap/{identifier}.xml").status_code == 200


def test_our_own_reader_follows_the_feed_to_the_documents() -> None:
    issued()
    feed = Feed(
        id="own",
        kind="cap",
        source="own",
        address="https://city.example/cap/",
        schedule=Schedule(every=60),
        licence="none",
        owner="safety",
    )
    body = Client().get("/cap/").content
    parsed = KIND.parse(feed, _payload(body))
    (request,) = parsed.more
    path = request.url.removeprefix("http://testserver")
    (record,) = KIND.parse(feed, _payload(Client().get(path).content)).records
    assert record.values["info"][1]["headline"] == "Fire warning for Eastside"


def _payload(body: bytes) -> Payload:
    return Payload(request="own", status=200, headers={}, body=body, fetched_at=NOON)


def test_a_document_may_be_kept_for_ever() -> None:
    number = issued()
    address = f"/cap/{queries.messages(number)[0].identifier}.xml"
    answer = Client().get(address)
    assert "immutable" in answer["Cache-Control"] and "public" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"].startswith("application/cap+xml")
    assert "Set-Cookie" not in answer
    assert Client().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    services.cancel(number, reason=reason(), by=WRITER, at=minutes(5))
    assert Client().get(address).content == answer.content


def test_the_feed_says_when_nothing_changed() -> None:
    number = issued()
    tag = Client().get("/cap/")["ETag"]
    assert Client().get("/cap/", headers={"if-none-match": tag}).status_code == 304
    services.cancel(number, reason=reason(), by=WRITER, at=minutes(5))
    assert Client().get("/cap/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("name", ["none", "a%00b", "x" * 400])
def test_what_was_never_sent_is_not_there(name: str) -> None:
    assert Client().get(f"/cap/{name}.xml").status_code == 404
    assert Client().post("/cap/").status_code == 405
