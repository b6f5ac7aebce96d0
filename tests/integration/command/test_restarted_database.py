"""A PostgreSQL that is stopped and started under a running city: it goes on, nothing comes twice.

Runs on a cluster of its own, whatever database the other tests run on.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from simin.domains.picture.frame import leaf_hash
from tests.integration.command.running import RunningCity, running_city, watch
from tests.postgresql import cluster

psycopg = pytest.importorskip("psycopg")

pytestmark = pytest.mark.skipif(cluster.programs() is None, reason="PostgreSQL is not installed")

TWICE = """
SELECT count(*) FROM (
    SELECT datastream_id, phenomenon_time, result, quality FROM observations_observation
    GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
) AS twice
"""


class Cluster:
    """A PostgreSQL that a test stops and starts."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = cluster._free_port()
        self.address = f"postgresql://{cluster.ACCOUNT}@127.0.0.1:{self.port}/postgres"
        self._stack = contextlib.ExitStack()
        cluster._initialise(cluster.programs(), home)

    def start(self) -> None:
        self._stack.enter_context(
            cluster._server(cluster.programs(), self.home, self.port, cluster.FAST)
        )

    def stop(self) -> None:
        self._stack.close()

    def count(self, statement: str) -> int:
        with psycopg.connect(self.address) as connection:
            found = connection.execute(statement).fetchone()
        return int(found[0])


@pytest.fixture
def postgresql() -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="simin-restarted-"))
    if os.geteuid() == 0:
        shutil.chown(home, cluster.ACCOUNT)
    server = Cluster(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def test_a_restarted_database_loses_nothing_and_brings_nothing_twice(postgresql, tmp_path):
    with running_city(tmp_path / "city") as city:
        city.variables["SIMIN_DATABASE_URL"] = postgresql.address
        city.make("sample", "--speed", "600")
        city.start()
        before = watch(city, 4)
        postgresql.stop()
        postgresql.start()
        after = watch(city, 6, last=before[-1]["number"])
        frames = [event for event in [*before, *after] if event["event"] == "frame"]
        for earlier, later in pairwise(frames):
            assert later["previous"] == leaf_hash(earlier["raw"].encode())
        assert postgresql.count("SELECT count(*) FROM observations_observation") > 100
        assert postgresql.count(TWICE) == 0
        assert_the_engine_holds_its_city_again(city, tmp_path)
        code, said = city.stop()
    assert code == 0
    assert said.count("the database failed") <= 1
    assert "the database is back" in said or "the database failed" not in said


def assert_the_engine_holds_its_city_again(city: RunningCity, folder: Path) -> None:
    """An engine elsewhere, with a copy of the data folder and the same database."""
    shutil.copytree(city.variables["SIMIN_HOME"], folder / "elsewhere")
    elsewhere = RunningCity(folder / "elsewhere")
    elsewhere.variables["SIMIN_DATABASE_URL"] = city.variables["SIMIN_DATABASE_URL"]
    second = elsewhere.simin("up")
    assert second.returncode == 1
    assert "an engine of this city is running already" in second.stderr
