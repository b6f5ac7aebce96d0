"""What runs change becomes versions, and an older one can still be read."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from simin.domains.catalogue import queries, services, writing
from simin.domains.catalogue.errors import UnknownDatasetError, UnknownVersionError
from simin.domains.catalogue.events import DatasetChanged
from simin.domains.catalogue.models import Version
from simin.domains.catalogue.services import Column, NewDataset, Schema
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.datasets import NOON, PARKS, define_parks, park

pytestmark = pytest.mark.django_db
EVERYTHING = queries.Question()


def keys(number: int | None = None) -> list[str]:
    return [row["_key"] for row in queries.rows(queries.version("parks", number), EVERYTHING).rows]


@pytest.fixture(autouse=True)
def _parks() -> None:
    define_parks()


def test_each_run_that_changes_something_is_a_version() -> None:
    services.keep("parks", [park("a"), park("b")], run="parks@1", at=NOON)
    same = services.keep("parks", [park("a")], run="parks@2", at=NOON)
    assert same.version is None
    services.keep("parks", [park("b", spaces=9), ("a", None), park("c")], run="parks@3", at=NOON)
    newest = queries.version("parks")
    assert (newest.number, newest.rows, newest.run) == (2, 2, "parks@3")
    assert (newest.added, newest.changed, newest.removed) == (1, 1, 1)
    assert (keys(1), keys()) == (["a", "b"], ["b", "c"])


def bring(run: str, page: str, **values: object) -> None:
    changes = [park(key, **values) for key in page]
    services.keep("parks", changes, run=run, at=NOON, more=True)


def test_pages_of_one_run_are_one_version_which_is_read_once_it_is_whole() -> None:
    bring("parks@1", "abc")
    assert queries.versions("parks", 9) == [] and queries.datasets()[0].newest is None
    with pytest.raises(UnknownVersionError):
        queries.version("parks")
    bring("parks@1", "def")
    services.complete(run="parks@1", at=NOON + timedelta(minutes=1))
    assert len(queries.versions("parks", 9)) == 1
    assert keys() == list("abcdef")
    newest = queries.version("parks")
    assert (newest.added, newest.at) == (6, NOON + timedelta(minutes=1))


def test_who_mirrors_during_a_run_has_every_row_in_the_end() -> None:
    services.keep("parks", [park("a")], run="parks@1", at=NOON)
    mirror, seen = {"a"}, 1
    for page in ("bc", "de", "fg"):
        bring("parks@2", page)
        mirror, seen = mirrored(mirror, seen)
        assert (mirror, seen) == ({"a"}, 1)
    services.complete(run="parks@2", at=NOON)
    bring("parks@3", "h")
    mirror, seen = mirrored(mirror, seen)
    assert (mirror, seen) == (set("abcdefg"), 2)
    services.keep("parks", [park("i")], run="parks@4", at=NOON)  # in between
    bring("parks@3", "j")
    services.complete(run="parks@3", at=NOON)
    assert mirrored(mirror, seen) == (set("abcdefghij"), 5)


def mirrored(mirror: set[str], since: int) -> tuple[set[str], int]:
    """As one who asks what changed since the version that it saw last."""
    new = queries.version("parks")
    page = queries.rows_changed(
        queries.version("parks", since), new, limit=99, cursor=None, most=99
    )
    return mirror | {one.key for one in page.rows}, new.number


def test_a_version_is_told_of_once_and_with_all_of_it() -> None:
    for page in ("abc", "de"):
        bring("parks@1", page)
    assert told() == []
    for _ in range(2):
        services.complete(run="parks@1", at=NOON)
    assert told() == [(1, 5)]


def told() -> list[tuple[int, int]]:
    return [
        (one.event.version, one.event.added)
        for one in outbox.after(0)
        if isinstance(one.event, DatasetChanged)
    ]


def test_what_a_run_still_brings_survives_tidying() -> None:
    services.keep("parks", [park("a")], run="parks@1", at=NOON)
    for page in range(12):
        bring("parks@2", str(page % 10), spaces=page)
    services.tidy(now=NOON + timedelta(days=400))
    assert keys() == ["a"]
    services.complete(run="parks@2", at=NOON)
    assert len(keys()) == 11


def test_a_history_is_as_long_as_it_is_shown() -> None:
    for run in range(6):
        services.keep("parks", [park("a", spaces=run)], run=f"r@{run}", at=NOON)
    assert [each.number for each in queries.versions("parks", 3)] == [6, 5, 4]
    assert [each.number for each in queries.schema_changes("parks", 3)] == [1]
    other = {"columns": [{"name": "id", "type": "text"}], "key": ["id"]}
    Version.objects.filter(dataset="parks", number__in=(3, 4)).update(schema=other)
    assert [each.number for each in queries.schema_changes("parks", 9)] == [5, 3, 1]
    assert [each.number for each in queries.schema_changes("parks", 2)] == [5, 3]
    assert queries.new_columns("parks", 9) == {5, 3} and queries.new_columns("parks", 3) == {5}


def test_a_row_that_went_and_came_again_stands() -> None:
    for run, change in enumerate([park("a"), ("a", None), park("a")]):
        services.keep("parks", [change, park("b")], run=f"parks@{run}", at=NOON)
    assert keys() == ["a", "b"]


def test_tidying_makes_one_file_and_changes_no_row() -> None:
    for run in range(12):
        services.keep("parks", [park("a", spaces=run), park(str(run))], run=f"r@{run}", at=NOON)
    before = queries.rows(queries.version("parks"), EVERYTHING).rows
    services.tidy(now=NOON)
    newest = queries.version("parks")
    assert len(newest.files) == 1
    assert newest.files[0]["rows"] == newest.rows == 13
    assert queries.rows(newest, EVERYTHING).rows == before
    old = queries.rows(queries.version("parks", 3), EVERYTHING).rows
    assert {row["_key"]: row["spaces"] for row in old} == {"0": 5, "1": 5, "2": 5, "a": 2}


def test_a_reader_whose_files_were_made_one_reads_on() -> None:
    for run in range(12):
        services.keep("parks", [park(str(run))], run=f"r@{run}", at=NOON)
    held = queries.version("parks")
    services.tidy(now=NOON)
    for entry in held.files:
        (Path(settings.SIMIN_DATASETS) / "parks" / entry["name"]).unlink()
    assert queries.count(held, queries.Question(filters=(queries.Filter("spaces", "ge", 0),))) == 12


def test_old_versions_go_by_rule_and_their_files_after_an_hour() -> None:
    folder = Path(settings.SIMIN_DATASETS) / "parks"
    for day in range(3):
        for name in ("x", "y"):
            rows = [park(name, spaces=day)]
            services.replace("parks", rows, run=None, at=NOON + timedelta(days=day))
    services.tidy(now=NOON + timedelta(days=9))
    assert [version.number for version in queries.versions("parks", 9)] == [6, 4, 2]
    stray = folder / "stray.parquet"
    stray.write_bytes(b"left by a write that did not commit")
    services.tidy(now=NOON)
    assert stray.exists()
    os.utime(stray, (0, 0))
    services.tidy(now=NOON)
    assert not stray.exists()
    assert len(keys()) == 1


def test_what_is_rolled_back_is_no_version() -> None:
    services.keep("parks", [park("a")], run="parks@1", at=NOON)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.keep("parks", [park("b")], run="parks@2", at=NOON)
        _ = 1 / 0
    assert keys() == ["a"]


def test_replacing_says_what_changed_and_leaves_duplicates_out() -> None:
    rows = [{"id": key, "spaces": 5} for key in "aab"]
    assert services.replace("parks", rows, run=None, at=NOON, digest="d1").version == 1
    first = queries.version("parks")
    assert (first.rows, first.duplicates) == (2, 1)
    assert services.replace("parks", rows, run=None, at=NOON, digest="d1").version is None
    assert services.replace("parks", rows, run=None, at=NOON, digest="d2").version is None
    services.replace("parks", [{"id": "b", "spaces": 6}, {"id": "c"}], run=None, at=NOON)
    second = queries.version("parks")
    assert (second.added, second.changed, second.removed) == (1, 1, 1)


def test_another_schema_is_another_version_and_the_old_one_keeps_its_own() -> None:
    services.keep("parks", [park("a")], run="parks@1", at=NOON)
    other = Schema(columns=(Column(name="id"), Column(name="area", type="number")), key=("id",))
    assert services.define(NewDataset(**{**PARKS, "schema": other}), at=NOON)
    with pytest.raises(RejectedError, match="hand over all rows"):
        services.keep("parks", [("a", {"id": "a", "area": 1.5})], run="parks@2", at=NOON)
    services.replace("parks", [("a", {"id": "a", "area": 1.5})], run="parks@2", at=NOON)
    assert "spaces" in queries.rows(queries.version("parks", 1), EVERYTHING).rows[0]
    assert queries.rows(queries.version("parks"), EVERYTHING).rows == [
        {"_key": "a", "id": "a", "area": 1.5}
    ]


def test_a_row_that_does_not_fit_is_handed_back() -> None:
    kept = services.keep("parks", [park("a", spaces="many"), park("b")], run="r", at=NOON)
    assert kept.refused == [("a", "spaces: 'many' is no value of type integer")]
    assert keys() == ["b"]


def test_nothing_of_an_unknown_name() -> None:
    with pytest.raises(UnknownDatasetError):
        services.keep("nothing", [], run="r", at=NOON)
    with pytest.raises(UnknownDatasetError):
        queries.dataset("nothing")
    with pytest.raises(UnknownVersionError):
        queries.version("parks")


def test_an_empty_data_set_is_a_version_too() -> None:
    services.replace("parks", [], run=None, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert queries.version("parks").rows == 0
    assert keys() == []
    assert Version.objects.count() == 1


def test_the_last_word_on_a_row_counts_however_many_files_it_took_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    services.keep("parks", [park("a")], run="parks@1", at=NOON)
    services.keep("parks", [park(key, spaces=1) for key in "bcd"], run="parks@2", at=NOON)
    for spaces, run in ((2, "parks@3"), (3, "parks@3"), (4, "parks@4")):
        services.keep("parks", [park("d", spaces=spaces)], run=run, at=NOON)
        newest = queries.rows(queries.version("parks"), EVERYTHING).rows
        assert {row["_key"]: row["spaces"] for row in newest}["d"] == spaces


def test_rows_that_go_in_a_later_file_of_a_call_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.keep("parks", [park("a"), park("b")], run="parks@1", at=NOON)
    monkeypatch.setattr(writing, "BATCH", 1)
    services.keep("parks", [park("c"), ("a", None), ("b", None)], run="parks@2", at=NOON)
    newest = queries.version("parks")
    assert (newest.rows, newest.added, newest.removed) == (1, 1, 2)
    assert keys() == ["c"]
