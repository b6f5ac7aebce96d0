"""Invariants 2 and 3 on real processes: a killed city loses nothing and shows nothing twice."""

import sqlite3
import threading
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from simin.domains.picture import wire
from simin.domains.picture.fold import fold_all
from simin.domains.picture.frame import leaf_hash
from tests.integration.command.running import running_city, watch


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    with running_city(folder) as city:
        city.make("sample", "--speed", "600")
    return folder


def test_acknowledged_is_durable_and_no_viewer_misses_a_frame(home):
    with running_city(home) as city:
        city.start()
        seen: list[dict] = []
        viewer = threading.Thread(target=lambda: seen.extend(watch(city, 14)))
        viewer.start()
        before = watch(city, 5)
        city.kill()
        city.start()
        viewer.join(60)
        code, _ = city.stop()
    assert code == 0
    assert len(before) == 5
    first, *frames = seen
    assert first["event"] == "snapshot"
    assert [frame["event"] for frame in frames] == ["frame"] * 13
    start = wire.snapshot(first["raw"].encode())
    folded = fold_all(start, [wire.public_frame(frame["raw"].encode()) for frame in frames])
    assert folded.number == first["number"] + 13
    for earlier, later in pairwise(frames):
        assert later["previous"] == leaf_hash(earlier["raw"].encode())
    assert_nothing_is_kept_twice(home)


def assert_nothing_is_kept_twice(home: Path) -> None:
    with sqlite3.connect(home / "simin.sqlite3") as database:
        rows = database.execute(
            "SELECT datastream_id, phenomenon_time, result, quality FROM observations_observation"
        ).fetchall()
        keys = database.execute("SELECT source, external_id FROM incidents_incident").fetchall()
    assert len(rows) > 100
    assert [key for key, number in Counter(rows).items() if number > 1] == []
    assert [key for key, number in Counter(keys).items() if number > 1] == []
