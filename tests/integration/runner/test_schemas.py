"""The history of a feed's columns, and drift that is told before it breaks anything."""

from datetime import timedelta

import msgspec
import pytest

from simin.domains.observations import queries as observations
from simin.ingest.feeds import Column, Feed, Mapping, Payload, Schedule, SourceImplausibleError
from simin.ingest.models import Run, SchemaVersion
from simin.ingest.runner import book
from simin.ingest.runner.outcome import Outcome, Report
from simin.sources.json.source import KIND
from tests.factories.observed import NOON

pytestmark = pytest.mark.django_db

FEED = Feed(
    id="shops",
    kind="json",
    source="office",
    address="https://shops.example",
    schedule=Schedule(every=60),
    licence="CC0-1.0",
    owner="planning",
    mapping=Mapping(
        into="row", key=("nr",), columns=(Column(field="구", to="district", type="text"),)
    ),
)
ROWS = [{"nr": n, "구": ["종로구", "중구", "용산구"][n % 3], "층": n % 9} for n in range(30)]


def run_with(rows: list[dict[str, object]], *, day: int = 0, feed: Feed = FEED) -> str:
    """What a run does around its end; the run's problem."""
    at = NOON + timedelta(days=day)
    begun = book.begin(feed, city_time=at)
    report = Report(feed.id, begun.run, Outcome.COMPLETE)
    body = msgspec.json.encode(rows)
    payload = Payload(request="all", status=200, headers={}, body=body, fetched_at=at)
    try:
        report.profile = KIND.parse(feed, payload).profile
    except SourceImplausibleError as error:
        report.outcome, report.problem = Outcome.IMPLAUSIBLE, error.reason
        report.profile = error.profile
    book.close(feed, report, book.Next(at), city_time=at, real_time=at)
    return Run.objects.get(id=begun.run).problem


def standing() -> list[tuple[str, str]]:
    found = observations.findings(["office"])
    return sorted((one.detector, one.subject) for one in found if one.ended_at is None)


def renamed(old: str, new: str) -> list[dict[str, object]]:
    return [{new if name == old else name: v for name, v in row.items()} for row in ROWS]


def test_the_same_columns_are_one_version() -> None:
    for day in range(3):
        run_with(list(ROWS), day=day)
    only = SchemaVersion.objects.get()
    assert (only.number, only.first_run, only.last_run) == (1, "shops@1", "shops@3")
    assert [column["name"] for column in only.columns] == ["nr", "구", "층"]
    assert standing() == []


def test_a_key_that_records_leave_out_makes_no_new_shape() -> None:
    noted = [{"nr": 0, "note": "새", "구": "중구", "층": 1}, *ROWS[1:]]
    run_with(noted)
    for day, sent in enumerate((ROWS, noted[::-1], ROWS[:2], noted), start=1):
        assert run_with(list(sent), day=day) == ""
        assert standing() == []
    only = SchemaVersion.objects.get()
    assert [column["name"] for column in only.columns] == ["nr", "note", "구", "층"]


def test_a_key_that_single_records_have_or_have_not_is_learned() -> None:
    for day in range(0, 20, 2):
        run_with([{"nr": 1, "구": "중구"}], day=day)
        run_with([{"nr": 1, "구": "중구", "note": "새"}], day=day + 1)
    assert SchemaVersion.objects.count() == 4
    run_with([{"nr": 1, "구": "중구"}], day=20)
    assert standing() == []


def test_an_empty_column_that_is_left_out_has_vanished() -> None:
    run_with([{**row, "note": None if row["nr"] else "새"} for row in ROWS])
    run_with(list(ROWS), day=1)
    assert standing() == [("vanished-column", "note")]
    assert SchemaVersion.objects.count() == 2


def test_a_harmless_change_is_taken_and_shown_until_the_mapping_is_seen_to() -> None:
    run_with(list(ROWS))
    for day in (1, 2):
        assert run_with([{**row, "note": "새"} for row in ROWS], day=day) == ""
        assert standing() == [("new-column", "note")]
    assert SchemaVersion.objects.count() == 2
    mended = msgspec.structs.replace(FEED, budget=60)
    run_with([{**row, "note": "새"} for row in ROWS], day=3, feed=mended)
    assert standing() == []


def test_what_stood_for_thirty_days_is_usual() -> None:
    run_with(list(ROWS))
    run_with([{**row, "note": "새"} for row in ROWS], day=1)
    run_with([{**row, "note": "새"} for row in ROWS], day=32)
    assert standing() == []


def test_a_drift_that_the_mapping_cannot_take_names_both_columns() -> None:
    run_with(list(ROWS))
    problem = run_with(renamed("nr", "number"), day=1)
    assert "the column nr has vanished" in problem
    assert "(nr is now number)" in problem
    assert standing() == [("renamed-column", "nr")]
    newest = SchemaVersion.objects.latest("number")
    assert (newest.taken, newest.number) == (False, 2)
    run_with(list(ROWS), day=2)
    assert standing() == []
