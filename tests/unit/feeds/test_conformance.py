"""The suite finds a kind that breaks its promises; one that passes everything proves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simin.ingest.conformance import checks
from simin.ingest.feeds import (
    Feed,
    Parsed,
    Payload,
    Problem,
    Record,
    Request,
    SourceUnavailableError,
    Window,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)


def record(key: str, **values: Any) -> Record:
    return Record(key=key, kind="row", values=values, at=AT, where="row 1")


GOOD = Parsed(records=(record("a", x=1),))


@dataclass
class Kind:
    """A kind that is good unless it is told otherwise."""

    name: str = "tested"
    parsed: Parsed = GOOD
    url: str = "https://a.example/"
    secret_in_url: bool = False
    crashes_on: bytes = b""
    forgets: bool = False
    problems: list[Problem] = field(default_factory=list)
    calls: int = 0

    def check(self, feed: Feed) -> list[Problem]:
        return self.problems

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [Request(url=self.url, secret_in_url=self.secret_in_url)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        self.calls += 1
        if self.crashes_on and self.crashes_on in payload.body:
            raise KeyError("crashed")
        if payload.body != b'{"x": 1}':
            raise SourceUnavailableError("not as recorded")
        return Parsed(records=(record(str(self.calls)),)) if self.forgets else self.parsed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.toml").write_text("body = '{\"x\": 1}'\n")
    (tmp_path / "one.expected.json").write_text(
        '{"records": [{"key": "a", "kind": "row", "values": {"x": 1}, '
        '"at": "2026-03-02T00:00:00Z", "where": "row 1"}]}'
    )
    return tmp_path


def failing(kind: Kind, folder: Path) -> set[str]:
    found = set()
    for check in checks(kind, folder):
        try:
            check()
        except AssertionError:
            found.add(check.test.__name__)
    return found


def test_a_good_kind_passes(folder: Path) -> None:
    assert failing(Kind(), folder) == set()


def observation(**values: Any) -> Parsed:
    told = Record(key="a", kind="observation", values=values, at=AT, where="row 1")
    return Parsed(records=(told,))


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (Kind(problems=[Problem(field="x", reason="y")]), "feed_makes_sense"),
        (Kind(parsed=Parsed()), "parses_to_what_is_expected"),
        (Kind(forgets=True), "is_pure_and_deterministic"),
        (Kind(url="https://a.example/{secret:k}"), "asks_the_same_each_time"),
        (Kind(parsed=Parsed(records=(record("a", x="{secret:k}"),))), "keeps_secrets_out"),
        (
            Kind(parsed=Parsed(more=(Request(url="https://a.example/{secret:k}"),))),
            "keeps_secrets_out",
        ),
        (Kind(parsed=Parsed(records=(record("a"), record("a")))), "comes_out_well_formed"),
        (Kind(parsed=Parsed(records=(record(""),))), "comes_out_well_formed"),
        (
            Kind(parsed=observation(datastream="a", result=float("nan"))),
            "comes_out_well_formed",
        ),
        (Kind(parsed=observation(datastream="a", result=None)), "comes_out_well_formed"),
        (Kind(crashes_on=b"<html"), "survives_damage"),
        (Kind(crashes_on=b"\xff"), "survives_damage"),
    ],
)
def test_a_bad_one_does_not(kind: Kind, found: str, folder: Path) -> None:
    assert found in failing(kind, folder)


def test_a_kind_without_fixtures_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        checks(Kind(), tmp_path)
