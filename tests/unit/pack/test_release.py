"""``release.toml``: what a pack may withhold, and faults by file, key and reason."""

import shutil
from pathlib import Path

import pytest

from simin.domains.picture.card import Mask
from simin.ingest.pack import PackDamagedError, find_pack, read_pack, shipped_packs

RULE = """
[[withheld]]
id = "one"
kind = "incident"
reason = "security"
office = {ko = "안전과", en = "Safety office"}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_pack("sample"), tmp_path / "town"))


def faults(town: Path, told: str) -> list[tuple[str, str]]:
    (town / "release.toml").write_text(told, encoding="utf-8")
    with pytest.raises(PackDamagedError) as caught:
        read_pack(town, verify_recordings=False)
    assert {one.file for one in caught.value.problems} == {"release.toml"}
    return [(one.field, one.reason) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('kind = "incident"', 'kind = "stage"', "kind", "is always public"),
        ('kind = "incident"', 'kind = "indicator"\nfield = "body.value"', "field", "the whole"),
        ('reason = "security"', 'reason = "shame"', "reason", "Invalid enum"),
        ('reason = "security"', "", "reason", "missing required"),
        ("office = {ko", "office = {de", "office", 'words in "ko" are missing'),
        ("office", 'names = ["dragon"]\noffice', "names", '"dragon" is no incident'),
        ("office", 'field = "title"\noffice', "field", "no field that can be withheld"),
        ("office", 'mask = "cell"\noffice', "mask", "is done to a field"),
        ("office", 'field = "body.units"\nmask = "cell"\noffice', "mask", "only a point"),
        ("office", 'roles = ["mayor"]\noffice', "roles", "the picture has two views"),
        ("office", "delay_minutes = 0\noffice", "delay_minutes", ">= 1"),
        (
            'kind = "incident"',
            'kind = "dataset"\nnames = ["shelter"]\nfield = "keeper"',
            "field",
            "no column",
        ),
        (
            'kind = "incident"',
            'kind = "dataset"\nnames = ["shelter"]\nfield = "name_ko"\nmask = "small"',
            "mask",
            "is no count",
        ),
        (
            'kind = "incident"',
            'kind = "dataset"\nfield = "keeper"',
            "names",
            "a column is of a data set",
        ),
    ],
)
def test_a_fault_is_named(town: Path, old: str, new: str, key: str, reason: str) -> None:
    found = faults(town, RULE.replace(old, new, 1))
    assert any(key in place and reason in why for place, why in found), found


def test_settings_are_bounded(town: Path) -> None:
    found = faults(town, "[told]\ncell_metres = 10.0\n")
    assert found[0][0] == "told.cell_metres"
    assert "unknown" in faults(town, "[hidden]\nx = 1\n")[0][1]


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_packs_strike_numbers_and_coarsen_homes(name: str) -> None:
    policy = read_pack(find_pack(name), verify_recordings=False).release
    masks = {rule.field: rule.mask for rule in policy.rules}
    assert masks["place.point"] is Mask.CELL
    assert masks["body.timeline.*.text"] is Mask.NUMBERS


def test_a_city_without_the_file_withholds_nothing(town: Path) -> None:
    (town / "release.toml").unlink()
    assert read_pack(town, verify_recordings=False).release.rules == ()
