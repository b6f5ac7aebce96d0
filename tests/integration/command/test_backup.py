"""``simin backup``: a copy of a running city starts as the same city, and its log goes on."""

import sqlite3
from pathlib import Path

import pytest

from tests.integration.command.running import RunningCity, running_city, watch


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    RunningCity(folder).make("sample")
    return folder


def copied(city: RunningCity, to: Path, *words: str) -> Path:
    done = city.simin("backup", str(to), *words)
    assert done.returncode == 0, done.stderr
    (made,) = to.iterdir()
    return made


def newest_frame(home: Path) -> int:
    with sqlite3.connect(home / "simin.sqlite3") as database:
        return int(database.execute("SELECT max(number) FROM picture_frame").fetchone()[0])


def test_a_running_city_is_copied_and_starts_from_the_copy(home: Path, tmp_path: Path) -> None:
    with running_city(home) as city:
        city.start()
        watch(city, 3)
        made = copied(city, tmp_path / "copies")
    frame = newest_frame(made)
    assert frame > 0 and (made / "log.key").stat().st_mode & 0o077 == 0
    with running_city(made) as restored:
        restored.start()
        watch(restored, 3)
        restored.stop()
    assert newest_frame(made) > frame
    checked = restored.simin("check")
    assert "leaves, root" in checked.stdout, checked.stdout


def test_a_city_that_stands_still_is_copied_without_its_keys(home: Path, tmp_path: Path) -> None:
    made = copied(RunningCity(home), tmp_path / "copies", "--without-keys")
    assert not list(made.glob("*.key"))
    assert newest_frame(made) == newest_frame(home)


def test_the_data_folder_does_not_take_its_own_copy(home: Path) -> None:
    refused = RunningCity(home).simin("backup", str(home / "copies"))
    assert refused.returncode == 1
    assert "lies in the data folder" in refused.stderr


def test_a_damaged_database_makes_no_copy(home: Path, tmp_path: Path) -> None:
    hurt = tmp_path / "hurt"
    made = copied(RunningCity(home), tmp_path / "copies")
    made.rename(hurt)
    content = bytearray((hurt / "simin.sqlite3").read_bytes())
    content[4096 * 20 : 4096 * 60] = b"x" * 4096 * 40
    (hurt / "simin.sqlite3").write_bytes(content)
    refused = RunningCity(hurt).simin("backup", str(tmp_path / "copies"))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert list((tmp_path / "copies").iterdir()) == []
