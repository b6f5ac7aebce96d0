"""A kill at any step of sealing and compacting loses nothing and shows nothing twice.

A child process ends itself at once (``os._exit``) when it reaches the step; another one then goes
on with the data folder that it left.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.migrated import lay_tables

ROWS = 400
PRELUDE = """
import json, os, sys
import django
django.setup()
from datetime import UTC, datetime
from pathlib import Path
from simin.domains.observations import journal, queries, sealing, segments, services
from simin.kit import whole_file
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded
journal.HOT, sealing.ENOUGH, sealing.SEVERAL = 3, 1, 2
REAL = datetime(2026, 1, 1, tzinfo=UTC)
EAST = "air/pm25/east"
def end(*args, **named): os._exit(9)
def after(function):
    def wrapped(*args, **named):
        function(*args, **named)
        os._exit(9)
    return wrapped
"""
FILL = """
found_observed_town()
for part in range(4):
    first = part * 100
    recorded(*(observed(EAST, NOON + i * HOUR, float(i)) for i in range(first, first + 100)),
             at=NOON + 2000 * HOUR)
    if part < 2:
        sealing.seal()
"""
STEPS = {
    "before the file is in place": "whole_file.os.fsync = end",
    "when the file is in place": "whole_file.sync_folder = after(whole_file.sync_folder)",
    "when the catalogue has it": "segments.catalogued = after(segments.catalogued)",
    "when the rows are out": "sealing._take_out = after(sealing._take_out)",
    "before the commit": "sealing.positions.catalogue_changed = end",
}
SEAL = "sealing.seal()"
COMPACT = "sealing.compact(now=REAL)"
LOOK = """
sealing.discard(now=datetime(2200, 1, 1, tzinfo=UTC))
rows = queries.search(limit=5000, order="phenomenon_time", count=True)
raw = queries.raw(EAST, limit=1000).rows
print(json.dumps([rows.total, [r.result for r in rows.rows], [r.result for r in raw],
                  sealing.damaged()]))
"""


def run(home: Path, *program: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name != "SIMIN_DATABASE_URL"
    }
    environment |= {"SIMIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "simin.config.settings"}
    return subprocess.run(
        [sys.executable, "-c", "\n".join((PRELUDE, *program))],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled")
    lay_tables(home)
    done = run(home, FILL)
    assert done.returncode == 0, done.stderr
    return home


@pytest.mark.parametrize(
    ("work", "step"),
    [(SEAL, step) for step in STEPS]
    + [(COMPACT, step) for step in STEPS if step != "when the rows are out"],
)
def test_a_kill_loses_nothing_and_doubles_nothing(
    filled: Path, tmp_path: Path, work: str, step: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    killed = run(home, STEPS[step], work)
    assert killed.returncode == 9, killed.stderr
    looked = run(home, LOOK, f"{SEAL}; {COMPACT}", LOOK)
    assert looked.returncode == 0, looked.stderr
    for line in looked.stdout.splitlines():
        total, found, raw, damaged = json.loads(line)
        assert total == ROWS
        assert found == [float(i) for i in range(ROWS)]
        assert raw == found[::-1]
        assert damaged == []
