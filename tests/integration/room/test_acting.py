"""What the room does: once, in its office's name, and both are shown when two were at it."""

import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.audit import queries as audit
from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.identity.roles import Role
from simin.domains.incidents import queries
from tests.factories.incidents import advanced
from tests.factories.room_town import FIRE
from tests.integration.room.conftest import SignedIn

INCIDENT = f"/en/room/incident/{FIRE}"
SCRIPT = {"X-Room": "parts"}
ACTS: Mapping[str, Mapping[str, str]] = {
    "advance": {"state": "under_control", "seen": "operating"},
    "note": {"text": "Two rooms are searched.", "key": "one"},
    "units": {"unit": "medic-1"},
}


def posted(client: Client, act: str, **changes: str) -> HttpResponse:
    found: HttpResponse = client.post(f"{INCIDENT}/{act}", {**ACTS[act], **changes}, headers=SCRIPT)
    return found


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - ROOM_ROLES)])
def test_nobody_else_acts(signed_in: SignedIn, role: Role | None) -> None:
    before = len(queries.timeline(FIRE))
    client = signed_in(role) if role else Client()
    for act in ACTS:
        assert posted(client, act).status_code in {302, 403}
    assert queries.incident(FIRE).state == "operating"
    assert len(queries.timeline(FIRE)) == before


def test_a_state_change_comes_back_as_the_line_and_the_counts(signed_in: SignedIn) -> None:
    answer = posted(signed_in(), "advance")
    assert answer.status_code == 200
    told = answer.content.decode()
    assert re.search(r'room-state">Under control<', told)
    assert "data-fresh-incident" not in told
    assert 'data-count-of="severe">1' in told
    entry = queries.timeline(FIRE)[-1]
    assert (entry.state, entry.actor["en"]) == ("under_control", "Situation room")


def test_without_a_script_the_page_comes_back(signed_in: SignedIn) -> None:
    answer = signed_in().post(f"{INCIDENT}/note", ACTS["note"], follow=True)
    assert answer.redirect_chain == [(INCIDENT, 302)]
    assert "Two rooms are searched." in answer.content.decode()


def test_who_comes_second_sees_both(signed_in: SignedIn) -> None:
    advanced(FIRE, "under_control", 119)
    answer = posted(signed_in(), "advance", state="closed")
    told = answer.content.decode()
    assert answer.status_code == 409
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", told) == [
        ("You wanted", "Closed"),
        ("You saw", "At work"),
        ("It stands at", "Under control"),
    ]
    assert queries.incident(FIRE).state == "under_control"


def test_who_is_far_behind_sees_both_too(signed_in: SignedIn) -> None:
    advanced(FIRE, "extinguished", 119)
    told = posted(signed_in(), "advance").content.decode()
    assert "It stands at</dt><dd>Fire out<" in told
    assert queries.incident(FIRE).state == "extinguished"


def test_the_same_press_twice_is_one_step(signed_in: SignedIn) -> None:
    client = signed_in()
    assert posted(client, "advance").status_code == 200
    assert posted(client, "advance").status_code == 200
    states = [entry.state for entry in queries.timeline(FIRE)]
    assert states.count("under_control") == 1


@pytest.mark.parametrize("state", ["merged", "nonsense", ""])
def test_a_step_that_cannot_be_is_refused_with_a_reason(signed_in: SignedIn, state: str) -> None:
    answer = posted(signed_in(), "advance", state=state)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert queries.incident(FIRE).state == "operating"


def test_a_note_is_written_once_and_an_empty_one_not_at_all(signed_in: SignedIn) -> None:
    client = signed_in()
    for _turn in range(2):
        assert posted(client, "note").status_code == 200
    texts = [entry.text.get("en") for entry in queries.timeline(FIRE)]
    assert texts.count("Two rooms are searched.") == 1
    refused = posted(client, "note", text="   ", key="two")
    assert refused.status_code == 400
    assert "Write something first." in refused.content.decode()


def test_a_unit_is_ordered_and_goes_on(signed_in: SignedIn) -> None:
    client = signed_in()
    assert posted(client, "units").status_code == 200
    assert posted(client, "units", state="en_route", seen="ordered").status_code == 200
    states = {one.unit_id: one.state for one in queries.units(FIRE)}
    assert states["medic-1"] == "en_route"
    refused = (
        {"unit": "nobody"},
        {"state": "ordered", "seen": "en_route"},
        {"state": "arrived", "seen": "ordered"},
        {"unit": "", "state": ""},
    )
    for wrong in refused:
        assert posted(client, "units", **wrong).status_code == 400


def test_the_audit_trail_knows_who_it_was(signed_in: SignedIn) -> None:
    client = signed_in()
    for act in ACTS:
        posted(client, act)
    deeds = [one for one in audit.entries(limit=20) if one.subject == f"incident/{FIRE}"]
    assert {one.action for one in deeds} == {
        "incident.advanced",
        "incident.noted",
        "incident.unit-ordered",
    }
    assert {one.account for one in deeds} == {Role.DUTY_OFFICER.value}
