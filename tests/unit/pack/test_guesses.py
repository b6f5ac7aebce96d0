"""``guess.toml``: what a pack may ask, and faults by key and reason."""

import shutil
from pathlib import Path

import pytest

from simin.ingest.pack import PackDamagedError, find_pack, read_pack, shipped_packs

ONE = '[[questions]]\nindicator = "air/pm25"\n'


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_pack("sample"), tmp_path / "town"))


@pytest.mark.parametrize(
    ("told", "key", "reason"),
    [
        ('[[questions]]\nindicator = "air/smoke"\n', "indicator", "not among the indicators"),
        (ONE * 2, "indicator", "stands twice"),
        (ONE + "low = 3\n", "low", "go together"),
        (ONE + "low = 3\nhigh = 3\n", "high", "above low"),
        (ONE + "step = 1\n", "step", "belongs to bounds"),
        (ONE + "low = 0\nhigh = 9\nstep = 0\n", "step", "> 0"),
        (ONE + 'question = {ko = "얼마?"}\n', "question", 'words in "en" are missing'),
        (ONE + "answer = 12\n", "answer", "unknown field"),
    ],
)
def test_faults_are_named(town: Path, told: str, key: str, reason: str) -> None:
    (town / "guess.toml").write_text(told, encoding="utf-8")
    with pytest.raises(PackDamagedError) as caught:
        read_pack(town, verify_recordings=False)
    (fault,) = caught.value.problems
    assert (fault.file, fault.field.rpartition(".")[2]) == ("guess.toml", key)
    assert reason in fault.reason


def test_a_city_may_do_without(town: Path) -> None:
    (town / "guess.toml").unlink()
    assert read_pack(town, verify_recordings=False).guesses == ()


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_packs_ask_a_round_at_least(name: str) -> None:
    asked = read_pack(find_pack(name), verify_recordings=False).guesses
    assert len(asked) > 5
