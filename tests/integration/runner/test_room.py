"""A disk that fills up: feeds wait, the board says so, and everything goes on by itself."""

from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from simin.domains.observations.models import LatestObservation
from simin.ingest.feeds import Schedule
from simin.ingest.oversight import intake
from simin.kit.disk import Disk, Shortage
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows

GOOD = reply(rows(reading("east", 1)))


@dataclass
class FillingDisk:
    """The runner's ``Room``, filled and emptied by the test."""

    free: int = 10

    def shortage(self) -> Shortage | None:
        return Shortage(self.free, 5) if self.free < 5 else None


@pytest.fixture
def disk(bench: Bench) -> FillingDisk:
    bench.disk = FillingDisk()
    bench.city.on("/air", GOOD)
    bench.beat(bench.feed(schedule=Schedule(every=5, pause=0.0)))
    return bench.disk


def beat(bench: Bench) -> None:
    bench.beat(bench.feed(schedule=Schedule(every=5, pause=0.0)))


def test_nothing_is_asked_while_the_disk_is_full(bench: Bench, disk: FillingDisk) -> None:
    disk.free = 4
    beat(bench)
    stop = intake.stopped()
    assert stop is not None
    assert (stop.since, stop.free, stop.least) == (bench.clock.now(), 4, 5)
    assert bench.city.seen == []
    disk.free = 10
    beat(bench)
    assert intake.stopped() is None
    assert LatestObservation.objects.count() == 1


def test_it_is_said_once_and_its_end_once(bench: Bench, disk: FillingDisk) -> None:
    feed = bench.feed(schedule=Schedule(every=5, pause=0.0))
    disk.free = 4
    with capture_logs() as said:
        bench.beats(3, feed)
    assert [line["event"] for line in said] == ["feeds stop: the disk is nearly full"]


def test_a_stop_that_a_killed_engine_left_ends_too(bench: Bench, disk: FillingDisk) -> None:
    intake.stop(Shortage(1, 5), at=bench.clock.now())
    beat(bench)
    assert intake.stopped() is None


def test_the_disk_is_asked_itself(tmp_path) -> None:
    assert Disk(tmp_path, 0).shortage() is None
    short = Disk(tmp_path, 1 << 62).shortage()
    assert short is not None
    assert short.free < short.least
