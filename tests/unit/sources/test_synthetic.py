"""Generators bring the same city to everyone who asks, whatever was asked before."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from simin.ingest.pack import find_pack, read_pack
from simin.ingest.pack.synthetic import SignalGenerator
from simin.ingest.records import RecordStream, RowStream, TimedRow
from simin.sources.synthetic import synthetic_streams
from simin.sources.synthetic.counter import CounterStream

PACK = read_pack(find_pack("sample"), verify_recordings=False)
START = datetime(2024, 5, 2, 5, tzinfo=ZoneInfo("Asia/Seoul")).astimezone(UTC)
DAY = timedelta(days=1)


def streams() -> dict[str, RecordStream]:
    return {stream.name: stream for stream in synthetic_streams(PACK)}


def everything(stream: RecordStream, start: datetime, end: datetime) -> list[object]:
    return [
        *stream.observations_between(start, end),
        *stream.incident_steps_between(start, end),
        *stream.notices_between(start, end),
        *(stream.rows_between(start, end) if isinstance(stream, RowStream) else ()),
    ]


@settings(max_examples=25, deadline=None)
@given(
    minutes=st.integers(-500_000, 500_000),
    cuts=st.lists(st.integers(1, 200), min_size=1, max_size=5),
)
def test_history_does_not_matter(minutes: int, cuts: list[int]) -> None:
    """Asked in pieces by one process, or at once by another: the same records, once each."""
    start = START + timedelta(minutes=minutes)
    ends = [start]
    for cut in cuts:
        ends.append(ends[-1] + timedelta(minutes=cut))
    pieces_of, whole_of = streams(), streams()
    for name, stream in whole_of.items():
        whole = everything(stream, start, ends[-1])
        pieces = [record for a, b in pairwise(ends) for record in everything(pieces_of[name], a, b)]
        assert sorted(map(repr, whole)) == sorted(map(repr, pieces))


def test_signals_stay_inside_their_limits() -> None:
    limits = {
        one.family: (one.minimum, one.maximum)
        for one in PACK.generators
        if isinstance(one, SignalGenerator)
    }
    seen: Counter[str] = Counter()
    for stream in streams().values():
        for one in stream.observations_between(START, START + DAY):
            family = next(d.family for d in PACK.datastreams if d.id == one.datastream)
            low, high = limits.get(family, (0, None))
            assert low is None or one.result >= low
            assert high is None or one.result <= high
            assert one.recorded_at is None
            seen[family] += 1
    assert set(limits) < set(seen)


def test_temperature_peaks_in_the_afternoon() -> None:
    values = {
        one.at.astimezone(ZoneInfo("Asia/Seoul")).hour: one.result
        for one in streams()["temperature"].observations_between(START, START + DAY)
    }
    assert values[15] - values[3] > 8


def test_a_counter_starts_again_at_local_midnight() -> None:
    stream = streams()["ambulance"]
    assert isinstance(stream, CounterStream)
    midnight = datetime(2024, 5, 3, tzinfo=ZoneInfo("Asia/Seoul"))
    before = stream.today(midnight - timedelta(seconds=1))
    assert before >= stream.today(midnight - timedelta(hours=6)) > 0
    assert stream.today(midnight) <= 1
    hours = [stream.today(midnight + timedelta(hours=hour)) for hour in range(24)]
    assert hours == sorted(hours)


def test_open_runs_are_no_more_than_began() -> None:
    stream = streams()["ambulance"]
    assert isinstance(stream, CounterStream)
    for hours in range(24):
        at = START + timedelta(hours=hours)
        assert 0 <= stream.open(at) <= stream.today(at) + stream.today(at - timedelta(hours=8))


def test_about_as_many_incidents_come_as_the_pack_says() -> None:
    steps = list(streams()["rescues"].incident_steps_between(START, START + 100 * DAY))
    reported = [step for step in steps if step.state == "reported"]
    assert 700 < len(reported) < 900
    assert {step.origin for step in steps} == {"synthetic"}


def test_an_incident_walks_its_path_in_order() -> None:
    kind = next(one for one in PACK.incident_kinds if one.id == "rescue")
    paths: dict[str, list[tuple[datetime, str]]] = {}
    for step in streams()["rescues"].incident_steps_between(START, START + 3 * DAY):
        paths.setdefault(step.key, []).append((step.at, step.state))
        assert (step.report is not None) == (step.state == "reported")
    whole = [path for path in paths.values() if len(path) == len(kind.states)]
    assert len(whole) > 10
    for path in whole:
        assert [state for _, state in path] == list(kind.states)
        assert path == sorted(path, key=lambda step: step[0])


def test_titles_name_the_place_in_every_language() -> None:
    for step in streams()["rescues"].incident_steps_between(START, START + DAY):
        if step.report:
            assert all(step.report.place[code] in step.report.title[code] for code in ("ko", "en"))


def requests(start: datetime, end: datetime) -> list[TimedRow]:
    stream = streams()["requests"]
    assert isinstance(stream, RowStream)
    return list(stream.rows_between(start, end))


def test_requests_are_made_known_by_the_hour_and_closed_later() -> None:
    rows = requests(START, START + 30 * DAY)
    assert {row.at.minute for row in rows} == {0}
    made = [row for row in rows if row.values["status"] == "open"]
    assert 300 < len(made) < 550  # 14 a day
    districts = {district.id for district in PACK.districts}
    for row in rows:
        asked, closed = row.values["requested_at"], row.values["closed_at"]
        assert row.values["district"] in districts
        assert isinstance(asked, datetime) and asked < row.at
        assert closed is None or (isinstance(closed, datetime) and asked < closed < row.at)
    assert {row.values["service_code"] for row in made} >= {"road", "waste"}
