"""The desk's first page: what waits for whoever is signed in, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from simin.domains.directives import services as directives
from simin.domains.directives.states import Act
from simin.domains.identity import queries as identity
from simin.domains.warnings import services as warnings
from simin.kit.clock import FixedClock
from tests.factories.directive_town import directive_town, issued, reader
from tests.factories.observed import NOON
from tests.factories.warnings import drafted

DESK = "/en/desk/"


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[FixedClock]:
    with directive_town() as clock:
        yield clock


@pytest.fixture
def seen() -> Callable[[str], str]:
    def page(username: str) -> str:
        client = Client()
        client.force_login(identity.account(username))
        answer = client.get(f"{DESK}?part=panels")
        assert answer.status_code == 200
        return answer.content.decode()

    return page


type Seen = Callable[[str], str]


def test_empty_is_a_good_state(seen: Seen) -> None:
    assert "Nothing is asked of you." in seen("climate")
    assert "No report waits for you." not in seen("climate"), "who gives none is not asked for any"
    assert "No report waits for you." in seen("mayor")


def test_what_is_asked_stands_with_whom_it_is_asked_of(seen: Seen) -> None:
    issued(title="Wash the roads")
    assert "Wash the roads" in seen("climate")
    assert "Wash the roads" not in seen("fire")
    assert "Wash the roads" not in seen("mayor"), "it is the officer's turn"


def test_a_report_is_the_turn_of_who_gave_the_directive(seen: Seen) -> None:
    number = issued(title="Wash the roads")
    for act, text in ((Act.ACKNOWLEDGE, ""), (Act.START, ""), (Act.REPORT, "Done.")):
        directives.act(number, act, by=reader("climate"), text=text)
    assert "Wash the roads" in seen("mayor")
    assert "Wash the roads" not in seen("climate")


def test_a_draft_waits_for_a_second_person_and_not_for_its_author(seen: Seen) -> None:
    number = drafted(by="mayor")
    assert f"/desk/warnings/{number}/" in seen("duty")
    assert f"/desk/warnings/{number}/" not in seen("mayor")
    assert "Warnings to approve" not in seen("climate")
    warnings.approve(number, revision=1, by="duty", at=NOON)
    assert "No draft waits for a second person." in seen("duty")


def test_more_than_fit_are_said_to_be_more(seen: Seen) -> None:
    for number in range(8):
        issued(f"key-{number}", title=f"Wash road {number}")
    assert "6+" in seen("climate")


def test_who_does_not_work_for_the_city_is_refused(seen: Seen) -> None:
    client = Client()
    assert client.get(DESK).status_code == 302
    client.force_login(identity.account("citizen"))
    assert client.get(DESK).status_code == 403
