"""Data sets of a pack: what is wrong with them is told by file, line and field."""

import re
import shutil
from pathlib import Path

import pytest

from simin.ingest.pack import PackDamagedError, dataset_rows, find_pack, read_pack, shipped_packs

FILE = "datasets/shelter.toml"
CSV = "places/facilities/shelter.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(find_pack("sample"), tmp_path / "town")
    return tmp_path / "town"


@pytest.mark.parametrize("pack", shipped_packs())
def test_shipped_data_sets_can_be_read(pack: str) -> None:
    read = read_pack(find_pack(pack), verify_recordings=False)
    assert read.datasets
    for entry in read.datasets:
        rows = list(dataset_rows(read.folder, entry)) if entry.file else []
        generated = entry.id in {getattr(one, "dataset", None) for one in read.generators}
        assert entry.feed or rows or generated


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        (FILE, ('key = ["id"]', 'key = ["nr"]'), 'line 8, key: "nr" is no column'),
        (FILE, ('owner = "welfare"', 'owner = "x"'), 'line 6, owner: "x" is not among'),
        (FILE, ('en = "Heat shelters"', 'fr = "x"'), 'title: words in "en" are missing'),
        (FILE, ("shelter.csv", "../../../x.csv"), "line 7, file: "),
        (FILE, ('file = "', 'feed = "x"\nfile = "'), "file: give exactly one of file and feed"),
        (FILE, ('type = "integer"', 'type = "int"'), "columns[7].type: Invalid enum value"),
        (FILE, ('longitude = "longitude"', 'longitude = "id"'), "longitude: "),
        (CSV, (",40", ",forty"), "line 2, capacity: "),
    ],
)
def test_damage_is_named(folder: Path, file: str, change: tuple[str, str], told: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert change[0] in text
    (folder / file).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(PackDamagedError, match=re.escape(told)):
        read_pack(folder)
