"""A damaged pack is refused as a whole, and every fault is named by file, line and field."""

import gzip
import hashlib
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simin.ingest.pack import PackDamagedError, PackMissingError, Problem, find_pack, read_pack


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the sample pack that a test may break."""
    return Path(shutil.copytree(find_pack("sample"), tmp_path / "town"))


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    def damage(town: Path) -> None:
        path = town / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def recorded(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Change a recording and describe it as it now is, so that only the change is wrong."""

    def damage(town: Path) -> None:
        path = town / f"recordings/{name}.csv.gz"
        before = gzip.decompress(path.read_bytes())
        assert old.encode() in before
        after = before.replace(old.encode(), new.encode(), 1)
        path.write_bytes(gzip.compress(after))
        described = town / f"recordings/{name}.toml"
        text = re.sub(
            r'sha256 = "\w+"',
            f'sha256 = "{hashlib.sha256(after).hexdigest()}"',
            described.read_text(encoding="utf-8"),
        )
        described.write_text(text, encoding="utf-8")

    return damage


def removed(file: str) -> Callable[[Path], None]:
    return lambda town: (town / file).unlink()


def line_of(file: str, words: str) -> int:
    """Where the words stand in the undamaged pack."""
    lines = (find_pack("sample") / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


DAMAGES: dict[str, tuple[Callable[[Path], None], str, int | None, str, str]] = {
    "a file is missing": (
        removed("levels.toml"), "levels.toml", None, "", "missing",
    ),
    "a recording is missing": (
        removed("recordings/air.csv.gz"), "recordings/air.csv.gz", None, "", "missing",
    ),
    "not TOML": (
        replaced("stage.toml", "level = 1", "level = = 1"), "stage.toml", 2, "", "not TOML",
    ),
    "a rule without its limit": (
        replaced("alerts.toml", "limit = 3.5, rests_at = 3.0", "lasting = 60"),
        "alerts.toml", line_of("alerts.toml", 'id = "river-level"') + 5,
        "rules[river-level].conditions[0].limit", "needs a limit",
    ),
    "a rule of a family that is not there": (
        replaced("alerts.toml", 'family = "water/turbidity"', 'family = "water/mud"'),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"') + 6,
        "rules[water-turbid].conditions[0].family", "not among the datastream families",
    ),
    "a rule whose id is an address": (
        replaced("alerts.toml", 'id = "water-turbid"', 'id = "new"'),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"'),
        "rules[new].id", "is the address of a page",
    ),
    "a rule that rests above its limit": (
        replaced("alerts.toml", "rests_at = 0.4", "rests_at = 0.6"),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"') + 6,
        "rules[water-turbid].conditions[0].rests_at", "lies above the limit",
    ),
    "a rule of a kind that is not there": (
        replaced("alerts.toml", 'kind = "absence"', 'kind = "absent"'),
        "alerts.toml", line_of("alerts.toml", 'id = "weather-silent"') + 5,
        "rules[weather-silent].conditions[0].kind", "Invalid enum value",
    ),
    "a rule that opens a kind of incident that is not there": (
        replaced("alerts.toml", 'kind = "flood"', 'kind = "dragon"'),
        "alerts.toml", line_of("alerts.toml", 'id = "river-level"') + 9,
        "rules[river-level].opens_incident", '"dragon" is not among the kinds',
    ),
    "a rule of a data set that is not there": (
        replaced("alerts.toml", 'dataset = "requests"', 'dataset = "wishes"'),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"') + 6,
        "rules[water-turbid].conditions[1].dataset", "not among the data sets",
    ),
    "a rule of a column that is not there": (
        replaced("alerts.toml", 'by = "district"', 'by = "zone"'),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"') + 6,
        "rules[water-turbid].conditions[1].by", '"zone" is no column',
    ),
    "a rule that calls its rows in one language": (
        replaced("alerts.toml", 'called = {ko = "수돗물 민원", en = ', 'called = {en = '),
        "alerts.toml", line_of("alerts.toml", 'id = "water-turbid"') + 6,
        "rules[water-turbid].conditions.called", 'words in "ko" are missing',
    ),
    "a generator of rows of no data set": (
        replaced("synthetic.toml", 'dataset = "requests"', 'dataset = "wishes"'),
        "synthetic.toml", line_of("synthetic.toml", 'kind = "requests"') + 1,
        "generators[requests].dataset", "not among the data sets",
    ),
    "rows that nobody makes": (
        replaced("synthetic.toml", 'dataset = "requests"', 'dataset = "shelter"'),
        "datasets/requests.toml", None, "file", "or a generator that makes its rows",
    ),
    "a rule whose owner is not there": (
        replaced("alerts.toml", 'owner = "environment"', 'owner = "nobody"'),
        "alerts.toml", line_of("alerts.toml", 'id = "pm25-advisory"') + 4,
        "rules[pm25-advisory].owner", "not among the departments",
    ),
    "an unknown key": (
        replaced("city.toml", 'office =', 'offices = 1\noffice ='),
        "city.toml", line_of("city.toml", "office ="), "offices", "unknown field",
    ),
    "an unknown table": (
        replaced("levels.toml", "[[indexes]]", "[[indices]]\nid = 1\n\n[[indexes]]"),
        "levels.toml", line_of("levels.toml", "[[indexes]]"), "indices", "unknown key",
    ),
    "a wrong type": (
        replaced("indicators.toml", "rank = 20", 'rank = "20"'),
        "indicators.toml", line_of("indicators.toml", "rank = 20"),
        "indicators[air/pm25].rank", "Expected `int`",
    ),
    "an id twice": (
        replaced("organisation.toml", 'id = "welfare"', 'id = "fire"'),
        "organisation.toml", line_of("organisation.toml", 'id = "welfare"'),
        "departments[fire].id", "stands twice",
    ),
    "an unknown department": (
        replaced("indicators.toml", 'owner = "welfare"', 'owner = "wellfare"'),
        "indicators.toml", line_of("indicators.toml", 'owner = "welfare"'),
        "indicators[people/residents].owner", '"wellfare" is not among the departments',
    ),
    "an unknown scale": (
        replaced("indicators.toml", 'levels = "cai"', 'levels = "aqi"'),
        "indicators.toml", line_of("indicators.toml", 'levels = "cai"'),
        "indicators[air/cai].levels", "is not among the levels",
    ),
    "an unknown source": (
        replaced("synthetic.toml", 'source = "generated"', 'source = "guessed"'),
        "synthetic.toml", line_of("synthetic.toml", 'source = "generated"'),
        "generators[temperature].source", "is not among the sources",
    ),
    "an unknown family": (
        replaced("synthetic.toml", 'family = "water/level"', 'family = "water/levels"'),
        "synthetic.toml", line_of("synthetic.toml", 'family = "water/level"'),
        "generators[river-level].family", "is not among the datastream families",
    ),
    "an unknown kind of generator": (
        replaced("synthetic.toml", 'kind = "walk"', 'kind = "jump"'),
        "synthetic.toml", line_of("synthetic.toml", 'kind = "walk"'),
        "generators[river-level].kind", "is none of",
    ),
    "an unknown district": (
        replaced("places/neighbourhoods.csv", "lower-mill,lower", "lower-mill,lowest"),
        "places/neighbourhoods.csv", 5, "district", '"lowest" is no district',
    ),
    "an unknown theme": (
        replaced("city.toml", 'id = "breathing"', 'id = "breath"'),
        "indicators.toml", line_of("indicators.toml", 'theme = "breathing"'),
        "indicators[green/satisfaction].theme", "is not among the themes",
    ),
    "an unknown domain": (
        replaced("indicators.toml", 'domain = "air"', 'domain = "sky"'),
        "indicators.toml", line_of("indicators.toml", 'domain = "air"'),
        "indicators[air/cai].domain", "is not among the domains",
    ),
    "a domain shaded by nothing": (
        replaced("city.toml", 'indicator = "air/cai"', 'indicator = "air/aqi"'),
        "city.toml", line_of("city.toml", 'indicator = "air/cai"'),
        "domains[air].indicator", "is not among the indicators",
    ),
    "an icon that is no name": (
        replaced("city.toml", 'icon = "wind"', 'icon = "Wind Rose"'),
        "city.toml", line_of("city.toml", 'icon = "wind"'), "domains[air].icon", "Expected `str`",
    ),
    "a polygon that crosses itself": (
        replaced("places/districts.geojson", "[127.94, 36.0], [128.0, 36.01], [128.06, 36.03], "
                 "[128.05, 36.07]", "[128.05, 36.07], [128.0, 36.01], [128.06, 36.03], "
                 "[127.94, 36.0]"),
        "places/districts.geojson", 2, "upper", "Self-intersection",
    ),
    "swapped degrees of a district": (
        replaced("places/districts.geojson", '"longitude": 128.02, "latitude": 35.97',
                 '"longitude": 35.97, "latitude": 128.02'),
        "places/districts.geojson", 3, "longitude, latitude", "swapped",
    ),
    "swapped degrees of a shelter": (
        replaced("places/facilities/shelter.csv", "127.961,36.021", "36.021,127.961"),
        "places/facilities/shelter.csv", 2, "longitude, latitude", "swapped",
    ),
    "a capacity that is no number": (
        replaced("places/facilities/shelter.csv", ",60", ",sixty"),
        "places/facilities/shelter.csv", 3, "capacity", '"sixty" is not a whole number',
    ),
    "a language is missing": (
        replaced("indicators.toml", '{ko = "나루강 수위", en = "Level of the Naru River"}',
                 '{ko = "나루강 수위"}'),
        "indicators.toml", line_of("indicators.toml", "Level of the Naru River"),
        "indicators[water/level].name", 'words in "en" are missing',
    ),
    "a language of a state is missing": (
        replaced("incidents.toml", ', en = "Merged"', ""),
        "incidents.toml", line_of("incidents.toml", 'en = "Merged"'),
        "merged", 'words in "en" are missing',
    ),
    "a language of a district is missing": (
        replaced("places/districts.geojson", '"name_en": "Lower Naru", ', ""),
        "places/districts.geojson", 3, "name_en", "missing",
    ),
    "a time that is none": (
        recorded("air", "2024-05-01T15:00", "2024-05-01T25:00"),
        "recordings/air.csv.gz", 17, "time", '"2024-05-01T25:00" is not a time',
    ),
    "a time that goes back": (
        recorded("air", "2024-05-01T15:00", "2024-05-01T13:00"),
        "recordings/air.csv.gz", 17, "time", "does not come after",
    ),
    "an unknown datastream": (
        recorded("air", "air/pm25/lower", "air/pm25/lowest"),
        "recordings/air.csv.gz", 1, "air/pm25/lowest", "no such datastream",
    ),
    "a column is missing": (
        recorded("fires", "reported_at", "reported"),
        "recordings/fires.csv.gz", 1, "reported_at", "the column is missing",
    ),
    "an unknown neighbourhood": (
        recorded("fires", "lower-mill", "lower-mall"),
        "recordings/fires.csv.gz", 4, "neighbourhood", '"lower-mall" is unknown',
    ),
    "a shift of broken weeks": (
        replaced("recordings/air.toml", "shift_days = 0", "shift_days = 10"),
        "recordings/air.toml", 7, "shift_days", "10 days are not whole weeks",
    ),
    "a count of an unknown kind": (
        replaced("observed.toml", 'kinds = ["fire"]', 'kinds = ["fires"]'),
        "observed.toml",
        line_of("observed.toml", 'kinds = ["fire"]'),
        "datastream_families[safety/fire-open].count",
        '"fires" is not among the kinds',
    ),
    "an index of an unknown property": (
        replaced("levels.toml", 'property = "pm25"', 'property = "pm2.5"'),
        "levels.toml",
        line_of("levels.toml", "[[indexes.breakpoints]]"),
        "indexes[cai].breakpoints",
        '"pm2.5" is not among the properties',
    ),
    "a criterion of two minds": (
        replaced("stage.toml", 'value_of = "water/level"',
                 'value_of = "water/level"\nopen_incidents = {}'),
        "stage.toml", line_of("stage.toml", 'id = "river-high"'),
        "criteria[river-high].id", "exactly one",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_by_file_line_and_field(town: Path, name: str) -> None:
    damage, file, line, field, reason = DAMAGES[name]
    damage(town)
    with pytest.raises(PackDamagedError) as raised:
        read_pack(town)
    told = [problem for problem in raised.value.problems if problem.file == file]
    assert any(
        problem.line == line and problem.field == field and reason in problem.reason
        for problem in told
    ), f"{raised.value}"


def test_a_cell_that_is_no_number_is_named_as_promised(town: Path) -> None:
    recorded("air", "2024-05-01T15:00,", "2024-05-01T15:00,abc")(town)
    with pytest.raises(PackDamagedError) as raised:
        read_pack(town)
    assert re.fullmatch(
        r'recordings/air\.csv\.gz, line 17, air/pm10/upper: "abc[\d.]*" is not a number',
        str(raised.value),
    )


def test_a_recording_that_was_changed_is_noticed(town: Path) -> None:
    path = town / "recordings/air.csv.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b",3", b",4", 1)))
    with pytest.raises(PackDamagedError) as raised:
        read_pack(town)
    assert [problem.field for problem in raised.value.problems] == ["sha256"]


def test_a_truncated_recording_is_noticed(town: Path) -> None:
    path = town / "recordings/air.csv.gz"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(PackDamagedError, match=r"recordings/air\.csv\.gz: cannot be read"):
        read_pack(town)


def test_all_problems_are_told_at_once(town: Path) -> None:
    replaced("indicators.toml", 'owner = "welfare"', 'owner = "wellfare"')(town)
    replaced("places/neighbourhoods.csv", "lower-mill,lower", "lower-mill,lowest")(town)
    removed("places/facilities/shelter.csv")(town)
    with pytest.raises(PackDamagedError) as raised:
        read_pack(town)
    assert {problem.file for problem in raised.value.problems} >= {
        "indicators.toml",
        "places/neighbourhoods.csv",
        "places/facilities/shelter.csv",
    }
    assert len(str(raised.value).splitlines()) == len(raised.value.problems)


def test_the_quick_reading_still_checks_everything_but_rows(town: Path) -> None:
    recorded("air", "2024-05-01T15:00,", "2024-05-01T15:00,abc")(town)
    read_pack(town, verify_recordings=False)
    removed("recordings/air.csv.gz")(town)
    with pytest.raises(PackDamagedError, match=r"air\.csv\.gz: the file is missing"):
        read_pack(town, verify_recordings=False)


def test_the_quick_reading_sees_a_polygon_that_crosses_itself(town: Path) -> None:
    damage, file, line, field, _ = DAMAGES["a polygon that crosses itself"]
    damage(town)
    with pytest.raises(PackDamagedError) as raised:
        read_pack(town, verify_recordings=False)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.field) == (file, line, field)
    assert "Self-intersection" in problem.reason


@settings(max_examples=30, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_any_damage_is_a_told_problem_and_never_a_crash(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        town = Path(shutil.copytree(find_pack("sample"), Path(folder) / "town"))
        files = sorted(path for path in town.rglob("*") if path.is_file() and path.suffix != ".md")
        path = chance.choice(files)
        path.write_bytes(spoilt(path.read_bytes(), chance))
        try:
            read_pack(town)
        except PackDamagedError as error:
            assert error.problems


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Something cut out, written in, or turned into another byte."""
    place = chance.randrange(len(content))
    rest = content[place + chance.randint(0, 40) :]
    written = chance.choice([b"", b'"', b"\n", b",", b"null", b"\xff", b"[[x]]\n", b"{"])
    return content[:place] + written + rest


def test_a_problem_without_a_line_reads_well() -> None:
    assert str(Problem("a.toml", None, "", "is gone")) == "a.toml: is gone"
    assert str(Problem("a.toml", 3, "id", "is odd")) == "a.toml, line 3, id: is odd"


def test_an_unknown_pack_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PackMissingError, match=r"atlantis.*sample, seoul"):
        find_pack("atlantis")
    with pytest.raises(PackMissingError):
        find_pack(tmp_path)
