"""Feeds of a pack: what they say when read, and what is wrong with them by file, line and field."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from simin.config.source_kinds import known_kinds
from simin.ingest.feeds import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.pack import PackDamagedError, find_pack, read_pack, shipped_packs

FILE = "feeds/river-gauge.toml"
TEXT = (find_pack("sample") / FILE).read_text(encoding="utf-8")


class Strict:
    """A kind that wants an option."""

    name = "json"

    def check(self, feed: Feed) -> list[Problem]:
        return [] if "station" in feed.options else [Problem(field="options.station", reason="?")]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return []

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        return Parsed()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_pack("sample"), tmp_path / "town"))


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(TEXT.splitlines(), start=1) if words in line)


def test_the_sample_towns_feed_is_read_and_off(town: Path) -> None:
    (feed,) = read_pack(town).feeds
    assert (feed.id, feed.kind, feed.enabled) == ("river-gauge", "json", False)
    assert feed.time_zone == "Asia/Seoul"
    assert feed.mapping.columns[0].to == "water/level"


def test_a_time_zone_of_its_own_is_kept(town: Path) -> None:
    (town / FILE).write_text(TEXT.replace("[schedule]", 'time_zone = "UTC"\n[schedule]'))
    assert read_pack(town).feeds[0].time_zone == "UTC"


WRONG = [
    ('kind = "json"', "kind = 7", "kind", "Expected `str`"),
    ('id = "river-gauge"', 'id = "gauge"', "id", "not the name of the file"),
    ('source = "generated"', 'source = "guessed"', "source", "not among the sources"),
    ('owner = "environment"', 'owner = "nobody"', "owner", "not among the departments"),
    ("{secret:gauge-key}", "{secret:other}", "headers", '"other" is not among the secrets'),
    ("https://gauges", "https://me:word@gauges", "address", "use a secret"),
    ("https://gauges.example", "gauges.example", "address", "has no scheme"),
    ("every = 600", "every = 1", "schedule.every", "Expected `int` >= 5"),
    ("every = 600", "evry = 600", "schedule.evry", "unknown field"),
    ('unit = "m"', "unit = 1", "mapping.columns[1].unit", "Expected `str"),
    ('into = "observation"', 'into = "gossip"', "mapping.into", "Invalid enum"),
    ("period = 600", "period = 600\nwhole = true", "whole", "is not gone"),
    ("period = 600", 'period = 600\ntime_zone = "Naru"', "time_zone", "no time zone"),
]


@pytest.mark.parametrize(("old", "new", "field", "reason"), WRONG, ids=[w[2] for w in WRONG])
def test_a_fault_is_told_by_file_line_and_field(
    town: Path, old: str, new: str, field: str, reason: str
) -> None:
    assert old in TEXT
    (town / FILE).write_text(TEXT.replace(old, new, 1))
    with pytest.raises(PackDamagedError) as damaged:
        read_pack(town, verify_recordings=False)
    (problem,) = damaged.value.problems
    assert (problem.file, problem.field) == (FILE, field)
    assert reason in problem.reason
    assert problem.line is not None
    line = (town / FILE).read_text().splitlines()[problem.line - 1]
    assert any(key in line for key in re.split(r"[.\[\]]+", field))


def test_a_kind_says_what_is_wrong_with_its_options(town: Path) -> None:
    with pytest.raises(PackDamagedError, match=r"river-gauge\.toml, .*options\.station"):
        read_pack(town, verify_recordings=False, kinds={"json": Strict()})


def test_a_kind_that_nobody_has_is_told(town: Path) -> None:
    with pytest.raises(PackDamagedError, match='"json" is none of csv') as damaged:
        read_pack(town, verify_recordings=False, kinds={"csv": Strict()})
    assert damaged.value.problems[0].line == line_of("kind =")


def test_every_shipped_feed_pleases_its_kind() -> None:
    for name in shipped_packs():
        read_pack(find_pack(name), verify_recordings=False, kinds=known_kinds())
