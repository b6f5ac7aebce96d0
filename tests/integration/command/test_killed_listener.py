"""A real city that listens at a real broker, killed while messages come: each is kept, and once."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import paho.mqtt.client as paho
import pytest

from simin.ingest.pack import find_pack
from tests.integration.command.running import RunningCity, running_city
from tests.mosquitto.server import Mosquitto, mosquitto

#: Values without a time of their own, so that only the listener can tell a repeat.
FEED = """
id = "gauge-radio"
kind = "mqtt"
source = "river-authority"
address = "{address}"
licence = "CC0-1.0"
owner = "{owner}"
schedule = {{every = 60}}
options = {{topics = ["gauge/level"]}}

[mapping]
columns = [{{field = "value", to = "water/level"}}]
"""


@dataclass
class Listening:
    """A town in real time and its broker."""

    city: RunningCity
    broker: Mosquitto
    home: Path

    def levels(self) -> list[float]:
        with sqlite3.connect(self.home / "simin.sqlite3", timeout=20) as database:
            rows = database.execute(
                "SELECT kept.result FROM observations_observation kept "
                "JOIN observations_datastream stream ON stream.id = kept.datastream_id "
                "WHERE stream.slug = 'water/level' ORDER BY kept.position"
            )
            return [row[0] for row in rows]

    def publish(self, first: int, last: int) -> None:
        client = paho.Client(paho.CallbackAPIVersion.VERSION2)
        client.connect("127.0.0.1", self.broker.port)
        client.loop_start()
        sent = [client.publish("gauge/level", str(value), qos=1) for value in range(first, last)]
        for one in sent:
            one.wait_for_publish(30)
        client.disconnect()
        client.loop_stop()

    def wait(self, until: Callable[[], object]) -> None:
        deadline = time.monotonic() + 60
        while not until():
            assert time.monotonic() < deadline, "it did not come about"
            time.sleep(0.05)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Listening]:
    pack = Path(shutil.copytree(find_pack("sample"), tmp_path / "town"))
    with mosquitto() as broker, running_city(tmp_path / "home") as city:
        text = (pack / "city.toml").read_text(encoding="utf-8").partition("[demo]")[0]
        hosts = f'private_hosts = ["127.0.0.1:{broker.port}"]\n\n[units]'
        (pack / "city.toml").write_text(text.replace("[units]", hosts), encoding="utf-8")
        gauge = (pack / "feeds/river-gauge.toml").read_text(encoding="utf-8")
        named = dict(line.split(" = ", 1) for line in gauge.splitlines() if " = " in line)
        feed = FEED.format(address=broker.url, owner=named["owner"].split('"')[1])
        feed = feed.replace("river-authority", named["source"].split('"')[1])
        (pack / "feeds/gauge-radio.toml").write_text(feed, encoding="utf-8")
        city.make(str(pack))
        yield Listening(city, broker, tmp_path / "home")


def test_a_killed_city_loses_and_repeats_no_message(town: Listening) -> None:
    before = town.levels()
    town.city.start()
    said = 'SELECT count(*) FROM ingest_run WHERE feed = "gauge-radio"'

    def listens() -> object:
        with sqlite3.connect(town.home / "simin.sqlite3", timeout=20) as database:
            return database.execute(said).fetchone()[0]

    town.wait(listens)
    # Subscribed for certain once a first message came through.
    town.wait(lambda: (town.publish(0, 1), time.sleep(0.5), len(town.levels()) > len(before))[-1])
    settled = len(town.levels())
    town.publish(1000, 1100)
    town.city.kill()
    town.publish(1100, 1150)
    town.city.start()
    town.publish(1150, 1250)
    town.wait(lambda: len(town.levels()) > settled)
    town.city.kill()
    town.broker.stop()
    town.broker.start()
    town.city.start()
    town.publish(1250, 1300)
    town.wait(lambda: 1299 in town.levels())
    kept = [level for level in town.levels() if level >= 1000]
    assert sorted(kept) == list(range(1000, 1300))
    code, said_by_city = town.city.stop()
    assert code == 0, said_by_city


def test_a_feed_that_listens_is_tried_out_by_hand(town: Listening, tmp_path: Path) -> None:
    said = tmp_path / "said.ndjson"
    line = '{"topic": "gauge/level", "received_at": "2026-03-02T03:00:00Z", "text": "%s"}\n'
    said.write_text(line % 12 + line % "high")
    read = town.city.simin("sources", "test", "gauge-radio", "--payload", str(said))
    assert read.returncode == 0, read.stderr
    assert "1 rejected" in read.stdout and "goes to the datastream water/level" in read.stdout
    told = town.city.simin("sources", "explain", "gauge-radio")
    assert f"listens   {town.broker.url}, MQTT 5, QoS 1" in told.stdout, told.stdout
    assert "gauge/level" in told.stdout
    run = town.city.simin("sources", "run", "gauge-radio")
    assert run.returncode == 1 and "speaks first" in run.stderr
    client = paho.Client(paho.CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", town.broker.port)
    client.loop_start()
    client.publish("gauge/level", "7", qos=1, retain=True).wait_for_publish(20)
    client.disconnect()
    client.loop_stop()
    heard = town.city.simin("sources", "test", "gauge-radio", "--seconds", "2")
    assert heard.returncode == 0, heard.stderr
    assert "noticed messages: 1" in heard.stdout and " = 7 " in heard.stdout
    town.broker.stop()
    deaf = town.city.simin("sources", "test", "gauge-radio", "--seconds", "1")
    assert deaf.returncode == 1 and "does not answer" in deaf.stdout
