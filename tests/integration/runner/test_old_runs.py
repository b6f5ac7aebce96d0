"""Runs do not gather for ever, and pages find the newest of each feed however old."""

from datetime import timedelta

import pytest

from simin.ingest.models import Run
from simin.ingest.runner import old_runs, quarantine
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows


def test_runs_of_long_ago_are_forgotten_but_for_the_newest_of_each_feed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_runs, "NEWEST", 2)
    monkeypatch.setattr(old_runs, "_BATCH", 2)
    for value in range(7):
        bench.city.on("/air", reply(rows(reading("east", value))))
        assert bench.run(bench.feed()).stored == 1
        bench.clock.at += timedelta(days=10)
    now = bench.clock.now()
    for days, left in ((15, 7), (45, 4), (1000, 2)):
        quarantine.forget(now + timedelta(days=days))
        assert [run.id for run in Run.objects.order_by("id")] == [
            f"air@{n}" for n in range(8 - left, 8)
        ]


def test_of_a_paused_feed_the_newest_stay_though_they_brought_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_runs, "NEWEST", 2)
    bench.city.on("/air", reply(rows()))
    for _ in range(4):
        bench.run(bench.feed())
        bench.clock.at += timedelta(days=1)
    quarantine.forget(bench.clock.now() + timedelta(days=1000))
    assert [run.id for run in Run.objects.order_by("id")] == ["air@3", "air@4"]
