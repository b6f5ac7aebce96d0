"""Quarantine with its groups and counts, mapping revisions, and the replay of kept answers."""

import pytest

from simin.domains.audit import queries as audit
from simin.domains.catalogue import queries as datasets
from simin.domains.observations.models import LatestObservation
from simin.ingest.feeds import Column, Mapping
from simin.ingest.models import FeedHour, FeedTally, Quarantined, RawPayload, Run, StandingRecord
from simin.ingest.oversight import mappings, previews, queries
from simin.ingest.oversight.groups import shape
from simin.ingest.runner import quarantine, replaying
from simin.kit.errors import RejectedError
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, RowsKind, reading, rows
from tests.factories.observed import HOUR, NOON


def bad(district: str, value: str = "x") -> dict[str, object]:
    return reading(district, value)


def test_reasons_that_differ_in_values_only_are_one_group() -> None:
    assert shape("v: '점검중' is no number") == shape("v: '-' is no number") == "v: … is no number"
    assert shape("pm10: 404 of 29") == "pm10: … of …"


def test_waiting_records_are_counted_as_they_come(declared: Bench) -> None:
    page = reply(rows(bad("east"), bad("west", "y"), reading("nowhere", 4), reading("east", 1)))
    declared.city.on("/air", page)
    declared.run(declared.feed())
    declared.run(declared.feed())
    assert FeedTally.objects.get(feed="air").quarantined == 3
    assert sorted(group.waiting for group in queries.groups("air")) == [1, 2]
    group = queries.groups("air")[0]
    assert len(queries.quarantine("air", group=group.key).rows) == group.waiting == 2
    found = queries.quarantine("air", search="NOWHERE").rows
    assert [row.reason.partition(":")[0] for row in found] == ["datastream"]


def test_forgotten_records_are_not_counted_any_more(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(bad("east"), reading("west", 1))))
    declared.run(declared.feed())
    quarantine.forget(declared.clock.now() + quarantine.KEPT + HOUR)
    assert queries.groups("air") == []
    assert FeedTally.objects.get(feed="air").quarantined == 0


def test_a_replayed_city_keeps_the_hours_of_its_own_time(declared: Bench) -> None:
    """Its hours are years before the machine's."""
    declared.city.on("/air", reply(rows(reading("west", 1))))
    declared.run(declared.feed())
    quarantine.forget(declared.clock.now() + 1000 * quarantine.KEPT)
    assert FeedHour.objects.count() == 1


def test_a_replay_keeps_what_can_be_read_now_and_resolves_it(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(bad("east"), reading("west", 1))))
    declared.run(declared.feed())
    report = declared.replay(declared.feed(), reads={"x": 7.0})
    assert (report.stored, report.repeated, report.rejected) == (1, 1, 0)
    assert LatestObservation.objects.get(datastream__slug="air/pm25/east").result == 7.0
    held = Quarantined.objects.get()
    assert (held.resolved_by, held.run) == (report.run, "air@1")
    assert FeedTally.objects.get(feed="air").quarantined == 0 and queries.groups("air") == []
    again = declared.replay(declared.feed(), reads={"x": 7.0})
    assert (again.fetched, again.stored) == (0, 0)


def test_an_answer_whose_body_is_shared_is_replayed_too(declared: Bench) -> None:
    """Its body stands in a table of its own."""
    declared.city.on("/air", reply(rows(bad("east"), reading("west", 1), note="x" * 5000)))
    declared.run(declared.feed())
    assert RawPayload.objects.get().shared_id is not None
    report = declared.replay(declared.feed(), reads={"x": 7.0})
    assert (report.stored, report.problem) == (1, "")


def test_what_is_refused_once_more_is_not_resolved(declared: Bench) -> None:
    late = NOON + 20 * HOUR
    page = rows(
        bad("east") | {"at": late.isoformat()}, reading("west", 4, late), reading("east", 1)
    )
    declared.city.on("/air", reply(page))
    for _ in range(2):
        declared.run(declared.feed())
        declared.clock.at += HOUR
    assert sorted(Quarantined.objects.values_list("times", flat=True)) == [2, 2]
    report = declared.replay(declared.feed(), reads={"x": 7.0})
    assert report.noticed["resolved"] == "0"
    waiting = Quarantined.objects.filter(resolved_at=None)
    assert {row.reason.partition(" ")[0] for row in waiting} == {"phenomenon_time:"}
    assert FeedTally.objects.get(feed="air").quarantined == waiting.count() == 2


def test_an_implausible_answer_is_taken_once_it_can_be_read(declared: Bench) -> None:
    page = rows(*[bad("east", value) for value in "abcdef"], reading("west", 3))
    declared.city.on("/air", reply(page))
    declared.run(declared.feed())
    assert RawPayload.objects.get().taken is False
    still = declared.replay(declared.feed(), reads={})
    assert (still.stored, RawPayload.objects.get().taken) == (0, False)
    report = declared.replay(declared.feed(), reads={"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0})
    assert report.stored == 2 and RawPayload.objects.get().taken is True
    assert report.rejected == Quarantined.objects.filter(resolved_at=None).count() == 2


def test_an_old_answer_never_overrules_a_newer_one(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(bad("west"), reading("east", 1))))
    declared.run(declared.feed())
    declared.clock.at += HOUR
    declared.city.on("/air", reply(rows(reading("west", 9))))
    declared.run(declared.feed())
    declared.replay(declared.feed(), reads={"x": 2.0})
    latest = LatestObservation.objects.get(datastream__slug="air/pm25/west")
    assert (latest.phenomenon_time, latest.result) == (NOON, 9)


def test_rows_are_replayed_with_all_that_followed(declared: Bench) -> None:
    rows_feed = declared.table(whole=False)
    declared.city.on("/rows", reply(rows({"id": "1", "v": "a"}, {"v": "b"})))
    declared.run(rows_feed)
    declared.city.on("/rows", reply(rows({"id": "1", "v": "newer"})))
    declared.run(rows_feed)
    declared.replay(rows_feed, reads={})
    assert StandingRecord.objects.get(key="1").values == {"v": "newer"}


def test_of_too_many_answers_the_newest_are_replayed(
    declared: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST", 1)
    feed = declared.table(whole=False)
    declared.city.on("/rows", reply(rows({"id": "1", "v": "a"}, {"v": "b"})))
    declared.run(feed)
    declared.city.on("/rows", reply(rows({"id": "1", "v": "newer"})))
    declared.run(feed)
    declared.replay(feed, reads={})
    assert StandingRecord.objects.get(key="1").values == {"v": "newer"}


def test_rows_that_are_read_after_all_reach_their_data_set(declared: Bench) -> None:
    """A later run finds them standing already, and would never hand them over."""
    column = Column(field="v", to="v")
    mapping = Mapping(into="row", key=("id",), columns=(column,))
    feed = declared.table(mapping=mapping, whole=False)
    declared.city.on("/rows", reply(rows({"id": "1", "v": 1.0}, {"id": "2", "v": "x"})))
    declared.run(feed)
    assert [row["_key"] for row in _in_data_set()] == ["1"]
    declared.replay(feed, reads={"x": 7.0})
    assert [(row["_key"], row["v"]) for row in _in_data_set()] == [("1", 1.0), ("2", 7.0)]
    assert not Quarantined.objects.filter(resolved_at=None).exists()


def _in_data_set() -> list[datasets.Row]:
    found = datasets.rows(datasets.version("rows"), datasets.Question()).rows
    return sorted(found, key=lambda row: str(row["_key"]))


def test_a_replay_says_nothing_of_how_the_feed_does_now(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(bad("east"), reading("west", 1))))
    declared.run(declared.feed())
    declared.replay(declared.feed(), reads={"x": 7.0})
    assert FeedTally.objects.get(feed="air").last_run == "air@1"
    assert Run.objects.get(id="air@2").outcome == "complete"


def test_a_mapping_is_kept_with_its_writer_and_the_ones_before(declared: Bench) -> None:
    one, two = Mapping(into="row", key=("a",)), Mapping(into="row", key=("b",))
    now = declared.clock.now()
    mappings.save("air", one, "one", why="renamed", account="kim", at=now)
    mappings.save("air", two, "two", why="again", account="lee", at=now, seen=1)
    assert mappings.in_effect([declared.feed()])[0].mapping == two
    mappings.save("air", None, "", why="mended there", account="kim", at=now, seen=2)
    assert mappings.in_effect([declared.feed()])[0].mapping == declared.feed().mapping
    assert [each.number for each in queries.revisions("air")] == [3, 2, 1]
    told = audit.entries(limit=1)[0]
    assert (told.action, told.subject) == ("source-mapping-saved", "source/air")


def test_a_mapping_that_another_person_replaced_is_not_overwritten(declared: Bench) -> None:
    now = declared.clock.now()
    mappings.save("air", Mapping(), "", why="x", account="kim", at=now)
    with pytest.raises(RejectedError, match="seen"):
        mappings.save("air", Mapping(), "", why="y", account="lee", at=now, seen=None)
    with pytest.raises(RejectedError, match="why"):
        mappings.save("air", Mapping(), "", why=" ", account="lee", at=now, seen=1)


def test_a_kind_that_fails_on_an_answer_is_told_where_its_mapping_is_tried(
    declared: Bench,
) -> None:
    declared.city.on("/air", reply(rows(reading("east", 1))), reply(b'{"lines": []}'))
    declared.run(declared.feed())
    declared.run(declared.feed())
    seen = previews.previewed(declared.feed(), RowsKind())
    assert (seen.answers, seen.unreadable, seen.records) == (2, 1, 1)
    assert seen.common == [("the kind failed: KeyError", 1)]
