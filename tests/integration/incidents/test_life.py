"""An incident from its report to its end, and every way in which it may be told twice."""

from datetime import UTC, datetime

import pytest

from simin.domains.incidents import queries, services
from simin.domains.incidents.errors import UnknownIncidentError, WrongTransitionError
from simin.domains.incidents.events import (
    IncidentAdvanced,
    IncidentMerged,
    IncidentNoted,
    IncidentReopened,
    IncidentReported,
    UnitAssigned,
    UnitMoved,
)
from simin.domains.incidents.report import UnitDefinition
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from simin.kit.outbox.event import Event
from tests.factories.incidents import advanced, found_town, incident, minutes, reported, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()


def events() -> list[Event]:
    return [delivered.event for delivered in outbox.after(0)]


def said() -> list[type[Event]]:
    return [type(event) for event in events() if type(event).__name__ != "PlacesDefined"]


def states(incident_id: str) -> list[str]:
    return [entry.state for entry in queries.timeline(incident_id)]


def test_numbers_count_through_the_year_of_the_city() -> None:
    assert [reported("1"), reported("2", after=1)] == ["2022-000001", "2022-000002"]
    new_year_in_town = datetime(2022, 12, 31, 15, tzinfo=UTC)
    assert reported("3", reported_at=new_year_in_town) == "2023-000001"
    assert reported("4", after=2) == "2022-000003"


def test_the_same_report_again_is_the_same_incident() -> None:
    first = reported("1")
    assert reported("1", severity="extreme") == first
    assert queries.incident(first).severity == "moderate"
    assert said() == [IncidentReported]
    assert reported("1", source="sensors") != first


def test_an_unknown_kind_is_refused_and_takes_no_number() -> None:
    with pytest.raises(RejectedError, match="kind"):
        reported("1", kind="dragon")
    assert said() == []
    assert reported("1") == "2022-000001"


def test_an_incident_without_title_is_called_by_kind_and_place() -> None:
    title = queries.incident(reported()).title
    assert "Eastside" in title["en"]
    assert "동쪽동" in title["ko"]
    roughly = queries.incident(reported("2", neighbourhood=None)).title
    assert "East" in roughly["en"], "where no more is known than the district"


def test_steps_are_taken_once_each_and_may_be_skipped() -> None:
    fire = reported()
    assert advanced(fire, "arrived", 7)
    assert not advanced(fire, "arrived", 8)
    assert advanced(fire, "extinguished", 30)
    assert not advanced(fire, "arrived", 31)
    assert advanced(fire, "closed", 40)
    assert states(fire) == ["reported", "arrived", "extinguished", "closed"]
    row = queries.incident(fire)
    assert (row.response_seconds, row.closed_at) == (420, minutes(40))
    assert said() == [IncidentReported, *[IncidentAdvanced] * 3]


def test_a_step_back_that_nobody_told_before_is_refused() -> None:
    fire = reported()
    advanced(fire, "operating", 9)
    with pytest.raises(WrongTransitionError, match="from operating to ordered"):
        advanced(fire, "ordered", 10)
    assert queries.incident(fire).state == "operating"
    assert said() == [IncidentReported, IncidentAdvanced]


def test_a_step_before_the_one_that_stands_is_refused() -> None:
    fire = reported()
    advanced(fire, "ordered", 5)
    with pytest.raises(RejectedError) as caught:
        advanced(fire, "arrived", 4)
    assert caught.value.field == "at"


def test_what_is_no_incident_is_said_so() -> None:
    with pytest.raises(UnknownIncidentError):
        advanced("2022-999999", "ordered", 1)


def test_notes_are_added_once_by_their_key() -> None:
    fire = reported()
    note = told(3, text={"en": "smoke on floor 3"}, external_id="n1")
    assert services.note(fire, told=note)
    assert not services.note(fire, told=note)
    assert services.note(fire, told=told(4, text={"en": "smoke on floor 3"}))
    assert states(fire) == ["reported", "", ""]
    assert said() == [IncidentReported, IncidentNoted, IncidentNoted]
    with pytest.raises(RejectedError, match="text"):
        services.note(fire, told=told(5, text={"en": " "}))


def test_a_closed_incident_is_reopened_by_a_reason_only() -> None:
    fire = reported()
    advanced(fire, "operating", 9)
    with pytest.raises(WrongTransitionError):
        services.reopen(fire, told=told(10, text={"en": "flames again"}))
    advanced(fire, "closed", 20)
    with pytest.raises(RejectedError, match="text"):
        services.reopen(fire, told=told(25))
    services.reopen(fire, told=told(25, text={"en": "flames again"}))
    row = queries.incident(fire)
    assert (row.state, row.closed_at) == ("operating", None)
    assert said()[-1] is IncidentReopened
    assert advanced(fire, "closed", 50)


def test_a_false_alarm_is_final() -> None:
    fire = reported()
    assert services.mark_false_alarm(fire, told=told(5))
    assert not services.mark_false_alarm(fire, told=told(6))
    with pytest.raises(WrongTransitionError):
        advanced(fire, "arrived", 7)


def test_a_merged_incident_loses_nothing() -> None:
    first, second = reported("1", after=2), reported("2", after=0, source="sensors")
    advanced(first, "ordered", 3)
    services.note(second, told=told(4, text={"en": "heat sensor"}))
    advanced(first, "operating", 9)
    assert services.merge(first, duplicate=second, told=told(10))
    assert not services.merge(first, duplicate=second, told=told(11))
    row = queries.incident(first)
    assert row.reported_at == minutes(0)
    texts = [entry.text.get("en") for entry in queries.timeline(first)]
    assert "heat sensor" in texts
    assert said()[-1] is IncidentMerged
    assert [one.id for one in queries.open_incidents()] == [first]


def test_what_is_told_of_a_merged_incident_goes_to_the_one_that_lives() -> None:
    first, second = reported("1"), reported("2", source="sensors")
    advanced(first, "operating", 9)
    services.merge(first, duplicate=second, told=told(10))
    assert not advanced(second, "arrived", 11)
    assert advanced(second, "closed", 30)
    assert queries.incident(first).state == "closed"
    assert "arrived" not in states(first)
    assert "Arrived" in [entry.text.get("en") for entry in queries.timeline(first)]
    assert reported("2", source="sensors") == second


def test_merging_is_refused_where_it_makes_no_sense() -> None:
    first, second = reported("1"), reported("2", drill=True)
    with pytest.raises(RejectedError, match="itself"):
        services.merge(first, duplicate=first, told=told(1))
    with pytest.raises(RejectedError, match="drill"):
        services.merge(first, duplicate=second, told=told(1))
    with pytest.raises(WrongTransitionError, match="merged"):
        services.advance(first, state="merged", told=told(1))


def test_units_are_sent_followed_and_released_with_the_end() -> None:
    fire = reported()
    services.define_units([UnitDefinition(id="e1", name={"en": "Engine 1"}, kind="engine")])
    assert services.assign_unit(fire, unit="e1", at=minutes(1), received_at=minutes(1))
    assert not services.assign_unit(fire, unit="e1", at=minutes(1), received_at=minutes(1))
    moved = services.set_unit_state(
        fire, unit="e1", state="arrived", at=minutes(7), received_at=minutes(7)
    )
    assert moved
    advanced(fire, "closed", 20)
    assert [one.state for one in queries.units(fire)] == ["released"]
    assert said() == [
        IncidentReported,
        UnitAssigned,
        UnitMoved,
        UnitMoved,
        IncidentAdvanced,
    ]
    with pytest.raises(WrongTransitionError):
        services.assign_unit(fire, unit="e1", at=minutes(21), received_at=minutes(21))
    with pytest.raises(RejectedError, match="unit"):
        services.set_unit_state(fire, unit="e9", state="arrived", at=minutes(7))


def test_a_refused_write_leaves_no_trace() -> None:
    fire = reported()
    before = len(events())
    with pytest.raises(RejectedError):
        services.note(fire, told=told(1))
    with pytest.raises(RejectedError):
        services.report(incident("9", kind="dragon"))
    assert len(events()) == before
    assert len(queries.timeline(fire)) == 1
