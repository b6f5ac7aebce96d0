"""``simin sources new`` begins with a feed that works, of every kind, read as ``test`` reads it."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from simin.config import new_feed, trial
from simin.config.source_kinds import known_kinds
from simin.ingest.feeds import Feed
from simin.ingest.pack import find_pack, read_pack
from simin.kit.errors import RejectedError

PACK = read_pack(find_pack("sample"), verify_recordings=False)


@pytest.mark.parametrize("kind", sorted(known_kinds()))
def test_the_template_of_every_kind_reads_its_sample(kind: str, tmp_path: Path) -> None:
    pack = msgspec.structs.replace(PACK, folder=tmp_path)
    begun = new_feed.write_feed(pack, "sea-gauge", kind=kind, source=None, address=None)
    text = begun.feed.read_text(encoding="utf-8")
    feed = msgspec.convert(tomllib.loads(text) | {"time_zone": "Asia/Seoul"}, Feed)
    assert (feed.id, feed.kind, feed.enabled) == ("sea-gauge", kind, False)
    assert not re.search("@[a-z]+@", text)
    assert trial.faults(feed) == []
    report = trial.read_file(feed, begun.sample)
    assert report.outcome.good, report.problem
    assert report.parsed >= 1 and report.rejected == 0, report.reasons


def test_an_address_of_ones_own_takes_the_template_s_place(tmp_path: Path) -> None:
    pack = msgspec.structs.replace(PACK, folder=tmp_path)
    begun = new_feed.write_feed(
        pack, "x", kind="csv", source=None, address="https://city.example/x?a={day:%Y}"
    )
    assert tomllib.loads(begun.feed.read_text())["address"] == "https://city.example/x?a={day:%Y}"
    with pytest.raises(RejectedError, match="is there already"):
        new_feed.write_feed(pack, "x", kind="csv", source=None, address=None)


@pytest.mark.parametrize(
    ("name", "kind", "source", "said"),
    [
        ("Sea Gauge", "json", None, "NAME: write it in small letters"),
        ("sea", "telepathy", None, "--kind: 'telepathy' is none of airkorea, cap, csv"),
        ("sea", "recording", None, "--kind: is no feed; write recordings/NAME.toml"),
        ("sea", "json", "nobody", "--source: 'nobody' is none of"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing_behind(
    name: str, kind: str, source: str | None, said: str, tmp_path: Path
) -> None:
    pack = msgspec.structs.replace(PACK, folder=tmp_path)
    with pytest.raises(RejectedError, match=said):
        new_feed.write_feed(pack, name, kind=kind, source=source, address=None)
    assert not list(tmp_path.rglob("*.*"))


def test_another_address_gets_no_secret() -> None:
    feed = msgspec.structs.replace(
        PACK.feeds[0], headers={"Authorization": "Bearer {secret:gauge-key}", "Accept": "text/csv"}
    )
    elsewhere = trial.at_address(feed, "https://elsewhere.example/")
    assert elsewhere.headers == {"Accept": "text/csv"}
    assert elsewhere.address == "https://elsewhere.example/"


def test_a_payload_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RejectedError, match=r"--payload: .*nowhere\.json cannot be read"):
        trial.read_file(PACK.feeds[0], tmp_path / "nowhere.json")
    page = tmp_path / "page.html"
    page.write_text("<html><body>Maintenance</body></html>")
    report = trial.read_file(PACK.feeds[0], page)
    assert not report.outcome.good and report.problem == "HTML came in place of JSON"
