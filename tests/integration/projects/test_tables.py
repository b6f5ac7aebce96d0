"""Files: any encoding, any order of columns; faults name line and column; nothing half taken."""

from datetime import date

import pytest

from simin.domains.projects import queries, services
from simin.domains.projects.definition import Table
from simin.domains.projects.errors import UnknownTableError
from simin.kit.errors import RejectedError
from simin.workflows.project_tables import Look, look, take_handed, written
from tests.factories.directive_town import reader
from tests.factories.project_town import project

pytestmark = pytest.mark.usefixtures("clock")
NEW = (
    "unit,id,name_ko,name_en,starts_on,ends_on,geometry,districts,note\r\n"
    'climate 과,wood,숲길,Wood Walk,2022.3.1,2023-12-31,"LINESTRING (0.2 0.2, 0.4 0.4)",East,x\r\n'
)


def seen(text: str, table: Table = Table.PROJECTS, by: str = "mayor", code: str = "utf-8") -> Look:
    return look(table, text.encode(code), by=reader(by))


def taken(text: str, table: Table = Table.PROJECTS, by: str = "mayor", key: str = "k") -> int:
    services.hand_in(table, "t.csv", text.encode(), by=reader(by), key=key)
    return len(take_handed(key, by=reader(by)))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_encodings(code: str) -> None:
    told = seen(NEW, code=code)
    assert (told.wrong, told.kinds["new"], told.unknown) == ([], 1, ["note"])
    row = told.differences[0][1].row
    assert row.name == {"ko": "숲길", "en": "Wood Walk"}  # type: ignore[union-attr]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators(separator: str) -> None:
    text = separator.join(["project", "from_on", "to_on", "planned"])
    text += "\n" + separator.join(["bridge", "2023-10-01", "2023-12-31", "1 000"])
    assert seen(text, Table.BUDGET).kinds["new"] == 1


def test_looking_writes_nothing_and_taking_writes_once() -> None:
    seen(NEW)
    assert len(queries.projects()) == 2
    assert taken(NEW) == 1
    found = project("wood")
    assert (found.unit, found.districts, found.starts_on) == ("climate", ["east"], date(2022, 3, 1))
    assert found.geometry == {"type": "LineString", "coordinates": [[0.2, 0.2], [0.4, 0.4]]}
    assert taken(NEW) == 0
    assert taken(NEW, key="again") == 0
    assert seen(NEW).kinds == {"new": 0, "changed": 0, "same": 1}


def test_a_column_that_is_missing_stays_and_an_empty_cell_empties() -> None:
    taken("id,summary_en\nbridge,Shorter.\n")
    found = project()
    assert found.summary == {"ko": "A bridge joins both banks. (한)", "en": "Shorter."}
    assert (found.name["en"], found.geometry is not None) == ("River Bridge", True)
    taken("id,geometry,summary_en\nbridge,,\n", key="other")
    assert project().geometry is None and "en" not in project().summary


WRONG = [
    (Table.PROJECTS, "name_en\nX\n", 1, "id"),
    (Table.PROJECTS, "id,name_en\nnew,X\n", 2, "unit"),
    (Table.PROJECTS, "id,unit\nbridge,nowhere\n", 2, "unit"),
    (Table.PROJECTS, "id,name_ko\n\n\nbridge,\n", 4, "name_ko"),
    (Table.PROJECTS, "id,geometry\nbridge,POINT (37 200)\n", 2, "geometry"),
    (Table.PROJECTS, "id,phase\nbridge,planned\nbridge,completed\n", 3, "id"),
    (Table.PROJECTS, "id,phase\nbridge,planned,extra\n", 2, ""),
    (Table.BUDGET, "project,from_on,to_on,planned\nbridge,2022-1-1,soon,1\n", 2, "to_on"),
    (Table.BUDGET, "project,from_on,to_on,planned\nbridge,44927,2023-1-1,1\n", 2, "from_on"),
    (Table.BUDGET, "project,from_on,to_on,planned\nbridge,2022-2-30,2023-1-1,1\n", 2, "from_on"),
    (Table.SPENDING, "project,id,on,amount\nbridge,x,2022-1-1,1.5\n", 2, "amount"),
    (Table.SPENDING, "project,id,on,amount\nnone,x,2022-1-1,1\n", 2, "project"),
    (Table.PROGRESS, "project,on,actual\nbridge,2022-1-1,nan\n", 2, "actual"),
    (Table.PROGRESS, "project,on,planned\nbridge,2022-1-1,2\n", 2, "planned"),
    (Table.PLEDGES, "id,percent\nriver,90\n", 2, "note"),
    (Table.PLEDGES, "id,status,note\nriver,planned,x\n", 2, "status"),
]


@pytest.mark.parametrize(("table", "text", "line", "column"), WRONG)
def test_faults_name_line_and_column(table: Table, text: str, line: int, column: str) -> None:
    told = seen(text, table)
    assert (line, column) in [(one.line, one.column) for one in told.wrong]
    assert not told.may_be_taken
    services.hand_in(table, "t.csv", text.encode(), by=reader("mayor"), key="k")
    with pytest.raises(RejectedError):
        take_handed("k", by=reader("mayor"))


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"\xff\xfe\x00", b'id,"name\n', b"id,id\n1,2\n", b"id\0name\n", b"\n\n"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(RejectedError) as refused:
        look(Table.PROJECTS, content, by=reader("mayor"))
    assert refused.value.field == "file"


def test_a_pledge_is_accounted_for_by_a_file() -> None:
    text = "id,status,percent,note,evidence,evidence_link\n"
    text += "river,completed,100,Opened.,Opening,https://naru.example\n"
    assert taken(text, Table.PLEDGES, by="climate") == 1
    found = queries.pledge("river")
    assert (found.status, [one["text"] for one in found.evidence]) == ("completed", ["Opening"])
    assert queries.changes("pledge/river")[0].text == "Opened."


def test_what_is_given_out_can_be_handed_in_and_changes_nothing() -> None:
    for table in Table:
        text = "".join(written(table, by=reader("mayor")))
        told = look(table, text.encode(), by=reader("mayor"))
        assert (told.wrong, told.kinds["new"], told.kinds["changed"]) == ([], 0, 0), table
        assert told.kinds["same"] == told.count > 0


def test_a_text_is_no_formula_in_a_spreadsheet_and_comes_back_as_it_was() -> None:
    taken("id,summary_en\nbridge,=1+1\n")
    text = "".join(written(Table.PROJECTS, by=reader("mayor")))
    assert "'=1+1" in text
    assert look(Table.PROJECTS, text.encode(), by=reader("mayor")).kinds["changed"] == 0


def test_a_file_is_for_who_handed_it_in() -> None:
    services.hand_in(Table.PROJECTS, "t.csv", NEW.encode(), by=reader("mayor"), key="k")
    with pytest.raises(UnknownTableError):
        take_handed("k", by=reader("climate"))


def test_a_withheld_project_is_not_given_out_to_strangers() -> None:
    taken("id,withheld,review_on\nbridge,security,2022-12-31\n")
    assert "bridge" not in "".join(written(Table.PROJECTS, by=reader("fire")))
    assert "bridge" not in "".join(written(Table.BUDGET, by=reader("fire")))
    assert "bridge" in "".join(written(Table.BUDGET, by=reader("climate")))
