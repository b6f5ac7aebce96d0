"""Rows are taken all or not at all, the same rows once, and everything stands on the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from simin.domains.projects import queries, services
from simin.domains.projects.definition import (
    BudgetLine,
    Evidence,
    NewMilestone,
    NewPledge,
    Progress,
    Row,
    Spending,
    Table,
)
from simin.domains.projects.errors import RejectedTableError
from simin.domains.projects.events import ProjectRecorded, StandingChanged
from simin.kit.clock import FixedClock
from simin.kit.outbox import queries as outbox
from tests.factories.directive_town import reader
from tests.factories.project_town import TODAY, bridge, project, tables, text

pytestmark = pytest.mark.usefixtures("clock")
RIVER = NewPledge(
    id="river",
    name=text("Cross the river"),
    unit="climate",
    districts=("east",),
    status="on_track",
    percent=40,
    due_on=date(2023, 12, 31),
    projects=("bridge",),
)


def test_a_late_project_is_assessed_as_it_is_taken() -> None:
    found = project()
    assert (found.schedule, found.cost) == ("late", "over")
    assert (found.planned, found.actual) == (pytest.approx(42.8, abs=0.1), 32.0)
    assert (found.budget, found.spent) == (100_000, 37_000)
    assert found.spi == pytest.approx(0.8) and found.cpi == pytest.approx(32 / 37)
    assert found.forecast_on == date(2021, 1, 1) + timedelta(days=1250)
    assert (found.days_late, found.overdue_milestones) == (250, 1)
    assert (project("garden").schedule, project("garden").cost) == ("on_time", "unknown")


def test_the_district_and_the_point_are_found() -> None:
    assert (project("garden").districts, project("garden").longitude) == (["east"], 0.5)
    assert project().longitude == pytest.approx(1.0)


def test_the_same_rows_again_change_nothing() -> None:
    before = outbox.head()
    for rows in tables():
        assert services.take(rows, by=reader("mayor")) == []
    assert outbox.head() == before


def test_what_differs_is_told_beside_what_was() -> None:
    told = services.compare([bridge(name=text("Long Bridge"), phase="suspended")])
    assert [(one.kind, sorted(one.columns)) for one in told] == [("changed", ["name", "phase"])]
    assert told[0].columns["phase"] == ("under_way", "suspended")
    assert project().phase == "under_way"


def test_a_change_stands_on_the_record_and_changes_the_standing() -> None:
    services.take([bridge(phase="suspended")], by=reader("climate"), note="Money is short.")
    newest = queries.changes("project/bridge")[0]
    assert (newest.by, newest.text) == ("climate", "Money is short.")
    assert newest.details["rows"][0]["columns"] == {"phase": ["under_way", "suspended"]}
    events = [one.event for one in outbox.after(0)][-2:]
    assert isinstance(events[0], ProjectRecorded) and events[0].parts == ("projects",)
    assert isinstance(events[1], StandingChanged) and events[1].schedule == "stopped"


def test_a_row_of_progress_leaves_what_it_does_not_say() -> None:
    day = date(2021, 4, 11)
    services.take([Progress(project="bridge", on=day, actual=9.5)], by=reader("climate"))
    points = {one.on: one for one in queries.whole(project(), public=False).progress}
    assert (points[day].planned, points[day].actual) == (10.0, 9.5)


WRONG: list[tuple[Row, str]] = [
    (bridge(id=""), "id"),
    (bridge(id="a/b"), "id"),
    (bridge(name={"en": " "}), "name"),
    (bridge(unit="nowhere"), "unit"),
    (bridge(phase="soon"), "phase"),
    (bridge(ends_on=date(2020, 1, 1)), "ends_on"),
    (bridge(districts=("atlantis",)), "districts"),
    (bridge(indicators=("air/none",)), "indicators"),
    (bridge(withheld="mood", review_on=TODAY), "withheld"),
    (bridge(withheld="security"), "review_on"),
    (BudgetLine(project="none", from_on=TODAY, to_on=TODAY, planned=1), "project"),
    (BudgetLine(project="bridge", from_on=TODAY, to_on=date(2020, 1, 1), planned=1), "to_on"),
    (BudgetLine(project="bridge", from_on=TODAY, to_on=TODAY, planned=-1), "planned"),
    (Spending(project="bridge", id="x", on=date(2030, 1, 1), amount=1), "on"),
    (NewMilestone(project="bridge", id="x", name={}, planned_on=TODAY), "name"),
    (Progress(project="bridge", on=TODAY), "planned"),
    (Progress(project="bridge", on=TODAY, actual=101), "actual"),
    (Progress(project="bridge", on=date(2030, 1, 1), actual=5), "actual"),
    (replace(RIVER, status="planned"), "status"),
    (replace(RIVER, percent=50), "note"),
    (replace(RIVER, status="completed", note="Done."), "evidence"),
    (replace(RIVER, projects=("none",)), "projects"),
    (
        replace(RIVER, evidence=(Evidence(text="x", link="javascript:alert(1)"),)),
        "evidence",
    ),
]


@pytest.mark.parametrize(("row", "field"), WRONG)
def test_a_wrong_row_is_named_and_nothing_of_the_table_is_taken(row: Row, field: str) -> None:
    good = bridge(name=text("Never taken"))
    with pytest.raises(RejectedTableError) as refused:
        services.take([good, row], by=reader("mayor"))
    faults = [(one.row, one.field) for one in refused.value.faults]
    assert (1, field) in faults
    assert project().name == text("River Bridge")


def test_a_row_that_stands_twice_is_named() -> None:
    rows: Sequence[Row] = [bridge(), bridge(name=text("Other"))]
    with pytest.raises(RejectedTableError) as refused:
        services.take(rows, by=reader("mayor"))
    assert [(one.row, one.field) for one in refused.value.faults] == [(1, "id")]


@pytest.mark.parametrize(("by", "allowed"), [("climate", True), ("fire", False), ("duty", False)])
def test_an_officer_hands_in_for_the_own_unit_only(by: str, allowed: bool) -> None:
    rows = [Spending(project="bridge", id="c", on=TODAY, amount=5)]
    if allowed:
        assert len(services.take(rows, by=reader(by))) == 1
        return
    with pytest.raises(RejectedTableError) as refused:
        services.take(rows, by=reader(by))
    assert refused.value.faults[0].field == "project"


def test_nobody_takes_a_project_from_another_unit_by_a_file() -> None:
    with pytest.raises(RejectedTableError):
        services.take([bridge(unit="fire")], by=reader("fire"))


def test_days_that_come_are_known_when_they_come(clock: FixedClock) -> None:
    ahead = TODAY + timedelta(days=10)
    services.take([Progress(project="bridge", on=ahead, actual=60)], by=None, ahead=True)
    assert project().actual == 32
    clock.advance(timedelta(days=10))
    assert services.assess_due(clock.now()) == 2
    assert project().actual == 60
    assert services.assess_due(clock.now()) == 0


def test_tables_go_out_as_they_came_in() -> None:
    for table, rows in zip(Table, tables(), strict=True):
        out = list(queries.rows(table, reader("mayor")))
        assert len(out) == len(rows)
        assert services.take(out, by=reader("mayor")) == []
