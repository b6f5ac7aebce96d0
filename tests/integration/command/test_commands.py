"""The command line on real processes: it starts, refuses and stops as people expect."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simin.ingest.pack import find_pack
from tests.integration.command.running import RunningCity, running_city


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    RunningCity(folder).make("sample")
    return folder


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_leaves_nobody_behind(home, how):
    with running_city(home) as city:
        city.start()
        code, said = city.stop(how)
        assert code == 0
        assert "Simin is ready: http://" in said
        assert "Traceback" not in said
        assert city.workers() == []


def test_what_runs_beside_a_killed_server_ends_by_itself(home):
    with running_city(home) as city:
        city.start()
        city.kill()
        deadline = time.monotonic() + 15
        while city.workers() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert city.workers() == []


def test_a_server_whose_engine_died_ends_and_says_so(home):
    with running_city(home) as city:
        city.start()
        deadline = time.monotonic() + 15
        while (engine := city.engine()) is None and time.monotonic() < deadline:
            time.sleep(0.1)
        assert engine is not None
        os.kill(engine, signal.SIGKILL)
        assert city.process is not None
        said, _ = city.process.communicate(timeout=30)
        assert city.process.returncode == 1
        assert "the engine stopped by itself, and the server with it" in said
        assert city.workers() == []


def test_a_second_engine_of_the_same_city_is_refused(home):
    with running_city(home) as city:
        city.start()
        second = RunningCity(home).simin("up")
        assert second.returncode == 1
        assert second.stderr.startswith("simin up: an engine of this city is running already")
        assert "Traceback" not in second.stderr


def test_a_port_in_use_is_one_sentence(home):
    city = RunningCity(home)
    with socket.create_server(("127.0.0.1", city.port)):
        refused = city.simin("demo")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "the port is in use" in refused.stderr


def test_the_port_of_the_running_city_is_no_fault(home):
    with running_city(home) as city:
        city.start()
        checked = city.simin("check")
        assert "is used by this city, which is running" in checked.stdout
    with socket.create_server(("127.0.0.1", city.port)):
        checked = city.simin("check")
    assert "the port is in use" in checked.stdout


def test_no_city_yet_is_one_sentence(tmp_path):
    refused = RunningCity(tmp_path).simin("up")
    assert refused.returncode == 1
    assert "simin init seoul" in refused.stderr


def test_a_database_of_an_older_version_is_one_sentence(home):
    city = RunningCity(home)
    assert city.simin("manage", "migrate", "guesses", "zero", "--fake").returncode == 0
    refused = city.simin("up")
    assert city.simin("manage", "migrate", "--fake").returncode == 0
    assert refused.returncode == 1
    assert "simin manage migrate" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_an_unusable_folder_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    refused = RunningCity(tmp_path / "file" / "home").simin("init", "sample")
    assert refused.returncode == 1
    assert "SIMIN_HOME" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_interrupted_beginning_is_begun_again(tmp_path):
    city = RunningCity(tmp_path)
    command = [sys.executable, "-m", "simin", "init", "sample"]
    process = subprocess.Popen(command, env=city.variables, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("4/5"):
            break
    process.kill()
    process.communicate(timeout=20)
    assert city.simin("up").returncode == 1
    again = city.simin("init", "sample")
    assert again.returncode == 0, again.stderr
    assert not (tmp_path / "initialising").exists()


def test_a_pack_damaged_later_is_named_and_nothing_starts(tmp_path):
    pack = tmp_path / "pack"
    subprocess.run(["cp", "-r", find_pack("sample"), pack], check=True)
    city = RunningCity(tmp_path / "home")
    city.make(str(pack))
    recording = next(pack.glob("recordings/*.csv.gz"))
    whole = recording.read_bytes()
    recording.write_bytes(whole[:-40])
    refuses_to_start(city, f"recordings/{recording.name}")
    recording.write_bytes(whole)
    (pack / "indicators.toml").write_text('[[indicators]]\nid = "air/pm25"\ncolour = "blue"\n')
    refuses_to_start(city, "indicators.toml, line")
    assert city.simin("check").returncode == 1


def refuses_to_start(city, named):
    refused = city.simin("up")
    assert refused.returncode == 1
    assert named in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_city_that_is_just_being_made_is_left_alone(tmp_path):
    city = RunningCity(tmp_path)
    command = [sys.executable, "-m", "simin", "init", "sample"]
    making = subprocess.Popen(command, env=city.variables, stdout=subprocess.PIPE, text=True)
    assert making.stdout is not None
    for line in making.stdout:
        if line.startswith("3/5"):
            break
    second = city.simin("init", "sample")
    making.communicate(timeout=60)
    assert making.returncode == 0
    assert second.returncode == 1
    assert "just being made" in second.stderr or "there is a city" in second.stderr
