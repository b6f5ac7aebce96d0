"""Recordings replay in city time: late by their period, looped in whole weeks, always dated."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simin.ingest.pack import Pack, find_pack, read_pack
from simin.ingest.pack.city import Demo
from simin.ingest.records import RecordStream, TimedIncidentStep, TimedNotice, TimedObservation
from simin.sources.recording import recorded_streams
from simin.sources.recording.incidents import path_of
from simin.sources.recording.looping import Looping

SEOUL_TIME = ZoneInfo("Asia/Seoul")
PACK = read_pack(find_pack("sample"))
STREAMS = {stream.name: stream for stream in recorded_streams(PACK)}
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL_TIME).astimezone(UTC)


def test_an_hour_is_played_when_it_has_passed() -> None:
    nine = local(2024, 5, 2, 9)
    played = list(STREAMS["air"].observations_between(nine - timedelta(seconds=1), nine))
    assert {one.datastream for one in played} == {
        "air/pm10/upper", "air/pm10/lower", "air/pm25/upper", "air/pm25/lower",
    }  # fmt: skip
    assert {one.phenomenon_time for one in played} == {nine - HOUR}
    assert {one.at for one in played} == {nine}
    assert not list(STREAMS["air"].observations_between(nine, nine + HOUR / 2))


def test_an_empty_cell_brings_no_observation() -> None:
    at = local(2024, 5, 2, 17)
    played = list(STREAMS["air"].observations_between(at - HOUR / 2, at))
    assert {one.datastream for one in played} == {
        "air/pm10/upper", "air/pm25/upper", "air/pm25/lower",
    }  # fmt: skip


@pytest.mark.parametrize("loops", [-2, -1, 1, 2, 50])
def test_a_loop_later_the_same_comes_again_with_its_original_date(loops: int) -> None:
    start, end = local(2024, 5, 2, 5), local(2024, 5, 3, 5)
    first = list(STREAMS["air"].observations_between(start, end))
    again = list(STREAMS["air"].observations_between(start + loops * WEEK, end + loops * WEEK))
    assert [(one.datastream, one.result, one.recorded_at) for one in first] == [
        (one.datastream, one.result, one.recorded_at) for one in again
    ]
    assert [one.at + loops * WEEK for one in first] == [one.at for one in again]


def test_the_end_of_the_window_leaves_no_hole() -> None:
    end = local(2024, 5, 8)
    hours = {one.at for one in STREAMS["air"].observations_between(end - 3 * HOUR, end + 3 * HOUR)}
    assert hours == {end + step * HOUR for step in range(-2, 4)}


def test_a_snapshot_is_played_once_a_loop() -> None:
    start = local(2024, 5, 1)
    for loops in (1, 3):
        played = list(STREAMS["register"].observations_between(start, start + loops * WEEK))
        assert len(played) == 2 * loops


def test_an_incident_has_the_same_key_whenever_it_is_asked_for() -> None:
    start = local(2024, 5, 2, 5)
    steps = list(STREAMS["fires"].incident_steps_between(start, start + 3 * HOUR))
    keys = {step.key for step in steps}
    assert keys == {"fires/0002/loop-0", "fires/0003/loop-0"}
    later = list(STREAMS["fires"].incident_steps_between(start + WEEK, start + WEEK + 3 * HOUR))
    assert {step.key for step in later} == {"fires/0002/loop-1", "fires/0003/loop-1"}


def test_an_incident_walks_its_path_with_the_report_first() -> None:
    start = local(2024, 5, 2, 5)
    steps = [
        step
        for step in STREAMS["fires"].incident_steps_between(start, start + 3 * HOUR)
        if step.key == "fires/0002/loop-0"
    ]
    assert [step.state for step in steps] == [
        "reported", "ordered", "en_route", "arrived", "operating", "under_control",
        "extinguished", "closed",
    ]  # fmt: skip
    report = steps[0].report
    assert report is not None
    assert report.title == {
        "ko": "윗나루구 장터동 화재",
        "en": "Fire in Market Quarter, Upper Naru",
    }
    assert report.facts == {"deaths": 0, "injuries": 1, "damage_won": 9_000_000}
    assert [step.report for step in steps[1:]] == [None] * 7
    assert (steps[3].at - steps[0].at).total_seconds() == 395


def test_assumed_states_stand_between_the_recorded_and_are_marked() -> None:
    kind = PACK.incident_kinds[0]
    path = path_of(kind, {"arrived": 60, "extinguished": 500})
    assert [state for state, _, _ in path] == list(kind.states)
    assert [state for state, _, known in path if known] == ["reported", "arrived", "extinguished"]
    times = [seconds for _, seconds, _ in path]
    assert times == sorted(times)
    assert {state: seconds for state, seconds, _ in path}["arrived"] == 60


def test_notices_come_with_their_shifted_days() -> None:
    start = local(2024, 5, 8)
    notices = list(STREAMS["news"].notices_between(start, start + WEEK))
    assert [notice.key for notice in notices] == ["news/1/loop-1", "news/2/loop-1"]
    assert str(notices[0].starts_on) == "2024-05-10"
    assert notices[1].title == {"ko": "윗나루 언덕길 통행 안내"}
    assert notices[1].link == "https://example.org/naru/2"


def everything(
    stream: RecordStream, start: datetime, end: datetime
) -> list[TimedObservation | TimedIncidentStep | TimedNotice]:
    return [
        *stream.observations_between(start, end),
        *stream.incident_steps_between(start, end),
        *stream.notices_between(start, end),
    ]


@settings(max_examples=40, deadline=None)
@given(
    minutes=st.integers(-20_000, 20_000),
    cuts=st.lists(st.integers(1, 600), min_size=1, max_size=6),
)
def test_asked_in_pieces_or_at_once_the_same_comes_once(minutes: int, cuts: list[int]) -> None:
    """Acknowledged spans neither repeat nor skip a record, wherever they are cut."""
    start = local(2024, 5, 2) + timedelta(minutes=minutes)
    ends = [start]
    for cut in cuts:
        ends.append(ends[-1] + timedelta(minutes=cut))
    for stream in STREAMS.values():
        whole = everything(stream, start, ends[-1])
        pieces = [record for a, b in pairwise(ends) for record in everything(stream, a, b)]
        assert sorted(map(repr, whole)) == sorted(map(repr, pieces))
        assert all(start < record.at <= ends[-1] for record in whole)


def test_daylight_saving_keeps_local_hours_and_skips_nothing() -> None:
    """A loop that crosses a change of clocks still plays every row once, at its local hour."""
    city = msgspec.structs.replace(
        PACK.city,
        time_zone="Europe/Paris",
        demo=msgspec.structs.replace(_demo(PACK), start=datetime(2024, 5, 2, 5)),
    )
    paris = msgspec.structs.replace(PACK, city=city)
    stream = next(one for one in recorded_streams(paris) if one.name == "air")
    looping = Looping.of(city)
    autumn = looping.begin + 25 * WEEK  # the week of 2024-10-27
    start = autumn.replace(tzinfo=looping.zone).astimezone(UTC)
    end = (autumn + WEEK).replace(tzinfo=looping.zone).astimezone(UTC)
    assert end - start == WEEK + HOUR
    times = [
        one.phenomenon_time.astimezone(looping.zone).hour
        for one in stream.observations_between(start, end)
        if one.datastream == "air/pm25/upper"
    ]
    assert times == list(range(24)) * 7


def _demo(pack: Pack) -> Demo:
    assert pack.city.demo is not None
    return pack.city.demo


def test_a_city_without_a_demonstration_replays_nothing() -> None:
    city = msgspec.structs.replace(PACK.city, demo=None)
    assert recorded_streams(msgspec.structs.replace(PACK, city=city)) == ()
