"""``kill -9`` at any moment: every batch that was kept is judged, and each step is told once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.migrated import lay_tables

ROOT = Path(__file__).parents[3]


def command(verb: str) -> list[str]:
    return [sys.executable, "-m", "tests.integration.alerts.alerting", verb]


def expected(batches: int) -> list[str]:
    """Above, below, above: what came back after its quiet time is another alert."""
    steps = ["AlertOpened"]
    for number in range(1, batches):
        steps += ["AlertRested"] if number % 2 else ["AlertEnded", "AlertOpened"]
    return steps


@pytest.mark.parametrize("judged_before", [1, 12])
def test_a_killed_engine_goes_on_where_it_was(tmp_path: Path, judged_before: int) -> None:
    lay_tables(tmp_path)
    environment = {**os.environ, "SIMIN_HOME": str(tmp_path), "SIMIN_DATABASE_URL": ""}
    with subprocess.Popen(
        command("live"), env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as engine:
        assert engine.stdout is not None
        for _ in range(judged_before):
            engine.stdout.readline()
        engine.kill()
        engine.stdout.read()
    subprocess.run(command("go-on"), env=environment, cwd=ROOT, check=True)
    read = subprocess.run(
        command("read"), env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    batches, *steps = read.stdout.split()
    assert int(batches) >= judged_before
    assert steps == expected(int(batches))
