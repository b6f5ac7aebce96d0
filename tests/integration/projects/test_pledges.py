"""Pledges are accounted for with a reason, by who answers for them, and every change stays."""

from datetime import date

import pytest

from simin.domains.projects import queries, services
from simin.domains.projects.errors import StaleEditError, WrongStatusError
from simin.domains.projects.services import Accounted
from simin.kit.errors import NotAllowedError, RejectedError
from tests.factories.directive_town import reader

pytestmark = pytest.mark.usefixtures("clock")


def account(by: str = "climate", key: str = "", **told: object) -> bool:
    plain = {"status": "partial", "percent": 55.0, "text": "Half of it.", "revision": 1}
    return services.account_for("river", Accounted(**{**plain, **told}), by=reader(by), key=key)  # type: ignore[arg-type]


def test_a_change_stays_with_its_reason() -> None:
    account(evidence="Report of May", link="https://naru.example/may")
    found = queries.pledge("river")
    assert (found.status, found.percent, found.revision) == ("partial", 55.0, 2)
    assert [one["text"] for one in found.evidence] == ["Report of May"]
    newest = queries.changes("pledge/river")[0]
    assert (newest.act, newest.by, newest.text) == ("accounted", "climate", "Half of it.")
    assert newest.details["status"] == ["on_track", "partial"]


def test_the_same_form_twice_is_one_change() -> None:
    assert account(key="form") and not account(key="form")
    assert queries.pledge("river").revision == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"status": "soon"}, "status"),
        ({"percent": -1}, "percent"),
        ({"text": " "}, "text"),
        ({"status": "completed"}, "evidence"),
        ({"evidence": "x", "link": "ftp://x"}, "link"),
    ],
)
def test_a_wrong_field_is_named(told: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        account(**told)
    assert refused.value.field == field
    assert queries.pledge("river").revision == 1


def test_impossible_steps_stale_forms_and_strangers_are_refused() -> None:
    account(status="dropped", text="No money.")
    with pytest.raises(StaleEditError):
        account(status="partial")
    with pytest.raises(WrongStatusError):
        account(status="completed", evidence="x", revision=2)
    with pytest.raises(NotAllowedError):
        account("fire", revision=2)


def test_fulfilment_by_unit_and_by_district() -> None:
    everything, units, districts = queries.pledge_tallies()
    assert (everything.count, everything.fulfilled, everything.percent) == (2, 1, 70)
    assert [(one.key, one.percent) for one in units] == [("climate", 40), ("fire", 100)]
    assert [(one.key, one.count) for one in districts] == [("", 1), ("east", 1)]
    assert queries.pledge("river").due_on == date(2023, 12, 31)
