"""A real city fed by a real feed: processes, a data folder, a source on loopback."""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simin.ingest.pack import find_pack
from tests.factories.city_server import CityServer, Seen, city_server, reply
from tests.integration.command.running import RunningCity, running_city

KEY = "gauge-key-that-nobody-sees"


@dataclass
class FedCity:
    """A town in real time whose river gauge answers on loopback."""

    source: CityServer
    city: RunningCity
    home: Path
    pack: Path
    began: datetime

    def told(self, statement: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.home / "simin.sqlite3", timeout=20) as database:
            return database.execute(statement).fetchall()

    def wait(self, until: Callable[[], object]) -> None:
        deadline = time.monotonic() + 40
        while not until():
            assert time.monotonic() < deadline, "it did not come about"
            time.sleep(0.1)

    def answer(self, seen: Seen) -> list[bytes]:
        """A new level every five seconds; the older ones again."""
        if seen.headers.get("authorization") != f"Bearer {KEY}":
            return [reply(status="401 Unauthorized")]
        passed = int((datetime.now(UTC) - self.began).total_seconds()) // 5
        readings = [
            {"time": (self.began + timedelta(seconds=5 * number)).isoformat(), "level": number}
            for number in range(passed + 1)
        ]
        return [reply(json.dumps({"readings": readings}).encode())]


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FedCity]:
    """One town for all tests of this file, which go from looking at it to killing it."""
    folder = tmp_path_factory.mktemp("fed")
    pack = Path(shutil.copytree(find_pack("sample"), folder / "town"))
    with city_server() as source, running_city(folder / "home") as city:
        living(pack, source)
        city.variables["SIMIN_SECRET_GAUGE_KEY"] = KEY
        began = datetime.now(UTC).replace(microsecond=0)
        one = FedCity(source, city, folder / "home", pack, began)
        source.on("/readings", one.answer)
        city.make(str(pack))
        yield one


def living(pack: Path, source: CityServer) -> None:
    """The sample town without its replay, its gauge's feed switched on."""
    text = (pack / "city.toml").read_text(encoding="utf-8")
    text = text.partition("[demo]")[0].replace(
        "[units]", f'private_hosts = ["127.0.0.1:{source.port}"]\n\n[units]'
    )
    (pack / "city.toml").write_text(text, encoding="utf-8")
    feed = pack / "feeds/river-gauge.toml"
    text = feed.read_text(encoding="utf-8")
    text = text.replace(
        "https://gauges.example/v1/readings?station=naru-bridge", f"{source.url}/readings"
    )
    text = text.replace("enabled = false", "enabled = true")
    text = text.replace("every = 600\njitter = 30", "every = 5")
    feed.write_text(text, encoding="utf-8")


def test_feeds_are_run_by_hand(fed: FedCity) -> None:
    listed = fed.city.simin("sources", "list")
    assert "river-gauge" in listed.stdout and "has not run yet" in listed.stdout
    tried = fed.city.simin("sources", "test", "river-gauge")
    assert tried.returncode == 0, tried.stderr
    assert "nothing kept" in tried.stdout and "goes to the datastream water/level" in tried.stdout
    assert fed.told("SELECT count(*) FROM ingest_run") == [(0,)]
    ran = fed.city.simin("sources", "run", "river-gauge")
    assert ran.returncode == 0 and "complete" in ran.stdout
    filled = fed.city.simin("sources", "backfill", "river-gauge", "2026-01-01", "2026-01-03")
    assert filled.stdout.count("complete") == 2
    told = fed.city.simin("sources", "explain", "river-gauge")
    assert f"GET {fed.source.url}/readings" in told.stdout and "level -> water/level" in told.stdout
    assert "works, last" in told.stdout
    shown = "".join(one.stdout + one.stderr for one in (listed, tried, ran, filled, told))
    assert KEY not in shown


def test_what_cannot_be_done_is_said(fed: FedCity, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = fed.city.simin("sources", "run", "moon-gauge")
    assert unknown.returncode == 1 and "the city has: river-gauge" in unknown.stderr
    turned = fed.city.simin("sources", "backfill", "river-gauge", "2026-01-03", "2026-01-01")
    assert turned.returncode == 1 and "must lie after FROM" in turned.stderr
    monkeypatch.delitem(fed.city.variables, "SIMIN_SECRET_GAUGE_KEY")
    assert "waits for the secret gauge-key" in fed.city.simin("sources", "list").stdout
    ran = fed.city.simin("sources", "run", "river-gauge")
    assert ran.returncode == 1 and "unavailable (the secret gauge-key is not set)" in ran.stdout


@pytest.fixture(scope="module")
def sea_gauge(fed: FedCity) -> None:
    begun = fed.city.simin("sources", "new", "sea-gauge", "--kind", "json")
    assert begun.returncode == 0, begun.stderr


def test_a_new_feed_is_begun(fed: FedCity, sea_gauge: None) -> None:
    assert (fed.pack / "feeds/sea-gauge.toml").is_file()
    listed = fed.city.simin("sources", "list")
    assert "sea-gauge" in listed.stdout and listed.returncode == 0
    again = fed.city.simin("sources", "new", "sea-gauge", "--kind", "json")
    assert again.returncode == 1 and "is there already" in again.stderr


def test_a_new_feed_is_tried_on_its_sample_and_elsewhere(fed: FedCity, sea_gauge: None) -> None:
    """The town has no datastream of the template's, and says so before anything is switched on."""
    sample = str(fed.pack / "feeds/sea-gauge.sample.json")
    tried = fed.city.simin("sources", "test", "sea-gauge", "--payload", sample)
    assert tried.returncode == 0, tried.stderr
    assert "2 records: 2 read, 0 rejected" in tried.stdout
    assert "WOULD BE REJECTED: the city has no datastream water/level/naru" in tried.stdout
    fed.source.on("/elsewhere", reply(b'{"readings": [{"station": "Moon", "time": "never"}]}'))
    url = f"{fed.source.url}/elsewhere"
    other = fed.city.simin("sources", "test", "sea-gauge", "--address", url)
    assert "0 read, 1 rejected" in other.stdout and "first in row 1, as it came" in other.stdout
    assert fed.source.targets().count("/elsewhere") == 1
    assert fed.told("SELECT count(*) FROM ingest_run WHERE feed = 'sea-gauge'") == [(0,)]


def test_a_city_is_fed_survives_a_kill_and_tells_when_its_source_is_down(fed: FedCity) -> None:
    fed.city.start()
    results = (
        "SELECT result FROM observations_observation kept JOIN observations_datastream stream "
        "ON stream.id = datastream_id WHERE stream.slug = 'water/level' ORDER BY position"
    )
    fed.wait(lambda: fed.told(results))
    fed.city.kill()
    fed.city.start()
    kept = len(fed.told(results))
    fed.wait(lambda: len(fed.told(results)) > kept)
    levels = [row[0] for row in fed.told(results)]
    assert levels == sorted(set(levels)), "nothing is kept twice"
    fed.source.on("/readings", reply(status="503 Busy"))
    down = "SELECT failure FROM observations_source WHERE down_since IS NOT NULL"
    fed.wait(lambda: fed.told(down) == [("the source answers with status 503",)])
    code, said = fed.city.stop()
    assert code == 0
    assert said.count("feed failed") == 1 and KEY not in said
    assert fed.told("SELECT count(*) FROM ingest_run WHERE outcome = 'running'") == [(0,)]
    for line in (fed.home / "simin.sqlite3").read_bytes().split(b"\n"):
        assert KEY.encode() not in line
