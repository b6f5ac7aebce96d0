"""Answers that are meant to do harm, through the real kinds: each is cut off, and it is said."""

import gzip
import io
import zipfile

import pytest

from simin.config.source_kinds import known_kinds
from simin.domains.observations.models import Observation
from simin.ingest.feeds import Column, Feed, Mapping
from simin.ingest.models import FeedState, Run, StandingRecord
from simin.ingest.oversight import board
from simin.ingest.oversight.declared import declare
from simin.ingest.oversight.standing import State
from simin.ingest.runner.outcome import Outcome, Report
from tests.factories.city_server import Pieces, Seen, reply
from tests.factories.feed_bench import Bench
from tests.factories.observed import NOON, ZONE

MEGABYTE = b"0" * 1_000_000
LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "lol">'
    for number in range(10)
)
XML = '<?xml version="1.0"?><!DOCTYPE rss [{}]><rss><channel><title>&{};</title></channel></rss>'


def workbook_bomb() -> bytes:
    """Small, and 200 MB when it is unpacked."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(200):
            sheet.write(MEGABYTE)
    return packed.getvalue()


def nested(depth: int = 3) -> bytes:
    body = gzip.compress(MEGABYTE * 50)
    for _ in range(depth - 1):
        body = gzip.compress(body)
    return body


def feed(bench: Bench, kind: str, **changed: object) -> Feed:
    mapping = Mapping(into="row", key=("id",), columns=(Column(field="v", to="v", type="text"),))
    told = {"id": "harm", "kind": kind, "mapping": mapping, "max_bytes": 2_000_000, **changed}
    if kind in ("rss", "cap"):
        told.pop("mapping")
    one = bench.feed("/harm", **told)
    declare([one], [], missing={}, replayed=False)
    return one


HARM: dict[str, tuple[str, bytes, Outcome]] = {
    "a workbook that unpacks to a disk full": ("xlsx", workbook_bomb(), Outcome.IMPLAUSIBLE),
    "gzip in gzip in gzip": ("json", nested(), Outcome.IMPLAUSIBLE),
    "a billion laughs": ("rss", XML.format(LAUGHS, "l9").encode(), Outcome.IMPLAUSIBLE),
    "laughs as a warning": ("cap", XML.format(LAUGHS, "l9").encode(), Outcome.IMPLAUSIBLE),
    "a file of ours": (
        "rss",
        XML.format('<!ENTITY f SYSTEM "file:///etc/passwd">', "f").encode(),
        Outcome.IMPLAUSIBLE,
    ),
    "a call to somebody": (
        "cap",
        XML.format('<!ENTITY f SYSTEM "http://127.0.0.1:1/">', "f").encode(),
        Outcome.IMPLAUSIBLE,
    ),
}


@pytest.fixture
def harmed(bench: Bench) -> Bench:
    bench.kinds = known_kinds()
    return bench


def cut_off(report: Report, outcome: Outcome) -> None:
    """The state says so, in the run and in the feed, and nothing was written."""
    assert report.outcome is outcome, report
    assert report.problem
    assert Run.objects.get().problem == report.problem
    assert FeedState.objects.get().problem == report.problem
    shown = board.one("harm", NOON, ZONE)
    assert shown is not None
    assert (shown.state, shown.problem) == (State.QUARANTINE, report.problem)
    assert not Observation.objects.exists() and not StandingRecord.objects.exists()


@pytest.mark.parametrize("harm", HARM)
def test_what_is_meant_to_do_harm_is_cut_off(harmed: Bench, harm: str) -> None:
    kind, body, outcome = HARM[harm]
    harmed.city.on("/harm", reply(body))
    report = harmed.run(feed(harmed, kind))
    cut_off(report, outcome)
    assert "root:" not in repr(report)


def test_layers_of_compression_are_opened_once(harmed: Bench) -> None:
    harmed.city.on("/harm", reply(nested(2), content_encoding="gzip, gzip"))
    report = harmed.run(feed(harmed, "json"))
    assert not report.outcome.good and report.problem


def test_two_gigabytes_are_not_taken(harmed: Bench) -> None:
    sent = 0

    def endless(_: Seen) -> Pieces:
        nonlocal sent
        yield b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n["
        for _ in range(2_000):
            sent += len(MEGABYTE)
            yield MEGABYTE

    harmed.city.on("/harm", endless)
    report = harmed.run(feed(harmed, "json"))
    cut_off(report, Outcome.IMPLAUSIBLE)
    assert "more than 2000000 bytes" in report.problem
    assert sent < 50_000_000, "the connection was held open"
