"""``simin check`` says whether the log is whole, signed and going on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simin.config import environment
from simin.config.log_checkup import check_log
from tests.unit.transparency.logs import entries, opened_log


def cut_tile(home: Path) -> None:
    (home / "log/tile/0/000.p/10").write_bytes(b"")


def changed_tile(home: Path) -> None:
    (home / "log/tile/0/000.p/10").write_bytes(bytes(320))


def no_key(home: Path) -> None:
    (home / "log.key").unlink()


def no_log(home: Path) -> None:
    shutil.rmtree(home / "log")


@pytest.mark.parametrize(
    ("damage", "submitted", "says"),
    [
        (cut_tile, 10, "cut off"),
        (changed_tile, 10, "another root"),
        (no_key, 10, "is gone"),
        (no_log, 10, "no history of keys"),
        (None, 9, "1 leaves that the database does not"),
        (None, 2000, "stands still"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, damage: Callable[[Path], None] | None, submitted: int, says: str
) -> None:
    opened_log(tmp_path).append(entries(10))
    if damage:
        damage(tmp_path)
    found = check_log(environment.read({"SIMIN_HOME": str(tmp_path)}), submitted)
    assert not found.good
    assert says in found.says


def test_a_log_that_goes_on_is_good(tmp_path: Path) -> None:
    here = environment.read({"SIMIN_HOME": str(tmp_path)})
    assert check_log(here, 0).good
    opened_log(tmp_path).append(entries(10))
    assert check_log(here, 11).good
