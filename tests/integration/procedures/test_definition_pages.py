"""Definitions at the desk: versions, edits that stay typed, stale edits, who may."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.procedures import queries

DESK = "/en/desk/procedures/"
pytestmark = pytest.mark.usefixtures("clock")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(identity.account(username))
    return client


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def form(client: Client, path: str = "fire/edit/", **changes: str) -> dict[str, str]:
    """The form as it comes, with ``changes``."""
    page = words(client.get(DESK + path))
    told = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="([\w-]+)">(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        told[name] = chosen[1] if chosen else ""
    told.pop("severities", None)
    told.pop("q", None)
    return {**told, "act": "save", "why": "Too slow", **changes}


def test_the_list_the_page_and_an_old_version() -> None:
    duty = signed_in("duty")
    page = words(duty.get(DESK))
    assert "Fire response" in page and "3 steps" in page
    assert "Fire response" not in words(duty.get(f"{DESK}?q=general"))
    answer = duty.post(f"{DESK}fire/edit/", form(duty, **{"s0-minutes": "2"}))
    assert answer.status_code == 302
    assert queries.procedure("fire").version == 2
    assert "within 2 min" in words(duty.get(f"{DESK}fire/"))
    old = words(duty.get(f"{DESK}fire/?version=1"))
    assert "within 3 min" in old and "another one stands now" in old
    assert "Too slow" in old
    for missing in ("none/", "fire/?version=9", "none/edit/"):
        assert duty.get(DESK + missing).status_code == 404


def test_the_form_says_back_what_it_was_given() -> None:
    duty = signed_in("duty")
    before = queries.procedure("fire").definition
    duty.post(f"{DESK}fire/edit/", form(duty))
    state = queries.procedure("fire")
    assert (state.definition, state.version) == (before, 1), "nothing was changed"


FAULTS = [
    ({"s0-minutes": "soon"}, "is no number"),
    ({"s0-minutes": "0"}, "Give minutes above 0"),
    ({"s1-after": "count"}, "must name a step above"),
    ({"s1-id": "confirm"}, "stands twice"),
    ({"s0-owner": ""}, "Choose whose it is"),
    ({"name-en": ""}, "is missing"),
    ({"s2-name-ko": ""}, "is missing"),
    ({"why": " "}, "Say why"),
]


def test_what_is_wrong_is_said_in_the_readers_language() -> None:
    duty = signed_in("duty")
    for changes, said in (
        ({"name-en": ""}, "이름 (English): 비어 있음"),
        ({"s0-owner": "unit:nobody"}, "담당을 고르세요."),
    ):
        typed = form(duty, **changes)
        page = words(duty.post(f"{DESK}fire/edit/".removeprefix("/en"), typed))
        assert said in page and "departments and agencies" not in page


@pytest.mark.parametrize(("changes", "sentence"), FAULTS[:1])
def test_what_was_looked_at_stays_what_it_was(changes: dict[str, str], sentence: str) -> None:
    """Who corrects a fault has not looked at what somebody else saved meanwhile."""
    duty = signed_in("duty")
    typed = form(duty, **changes)
    duty.post(f"{DESK}fire/edit/", form(duty, **{"s0-minutes": "2"}))
    refused = words(duty.post(f"{DESK}fire/edit/", typed))
    assert sentence in refused and 'name="seen" value="1"' in refused


@pytest.mark.parametrize(("changes", "sentence"), FAULTS)
def test_what_was_typed_stays(changes: dict[str, str], sentence: str) -> None:
    duty = signed_in("duty")
    told = form(duty, **{"s0-name-en": "Typed with care", **changes})
    answer = duty.post(f"{DESK}fire/edit/", told)
    assert answer.status_code == 400
    assert sentence in words(answer) and "Typed with care" in words(answer)
    assert queries.procedure("fire").version == 1


def test_steps_are_added_and_taken_off_without_losing_anything() -> None:
    duty = signed_in("duty")
    told = form(duty, act="add", **{"s0-name-en": "Typed with care"})
    page = words(duty.post(f"{DESK}fire/edit/", told))
    assert "Step 4" in page and "Typed with care" in page
    page = words(duty.post(f"{DESK}fire/edit/", {**told, "act": "drop"}))
    assert "Step 3" not in page and "Typed with care" in page


def test_who_comes_second_sees_both_and_may_save_again() -> None:
    mayor, duty = signed_in("mayor"), signed_in("duty")
    looked = form(duty, **{"s0-minutes": "4"})
    mayor.post(f"{DESK}fire/edit/", form(mayor, why="Mine first", **{"s0-minutes": "2"}))
    answer = duty.post(f"{DESK}fire/edit/", looked)
    assert answer.status_code == 409
    page = words(answer)
    assert "another version in the meantime" in page and "Mine first" in page
    assert 'value="4"' in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    assert duty.post(f"{DESK}fire/edit/", {**looked, "seen": seen[1]}).status_code == 302
    assert queries.procedure("fire").definition.steps[0].minutes == 4


def test_a_new_one_and_a_name_that_is_taken() -> None:
    duty = signed_in("duty")
    told = {
        "act": "save", "why": "Needed", "count": "1", "id": "flood", "kind": "flood",
        "name-ko": "침수", "name-en": "Flood", "s0-id": "look", "s0-name-ko": "보기",
        "s0-name-en": "Look", "s0-owner": "unit:fire", "s0-minutes": "5", "s0-evidence": "text",
        "s0-do": "notify", "s0-told": "unit:climate",
    }  # fmt: skip
    assert duty.post(f"{DESK}new/", told).status_code == 302
    (step,) = queries.procedure("flood").definition.steps
    assert step.action is not None and step.action.unit == "climate"
    again = duty.post(f"{DESK}new/", told)
    assert again.status_code == 409 and "called so" in words(again)


def test_switched_off_it_begins_nothing() -> None:
    duty = signed_in("duty")
    refused = duty.post(f"{DESK}fire/switch/", {"to": "off", "seen": "1", "why": ""})
    assert refused.status_code == 400 and "Say why" in words(refused)
    duty.post(f"{DESK}fire/switch/", {"to": "off", "seen": "1", "why": "Being rewritten"})
    found = queries.for_incident("fire", "moderate")
    assert found is not None and found.definition.id == "general"
    stale = duty.post(f"{DESK}fire/switch/", {"to": "on", "seen": "1", "why": "Again"})
    assert stale.status_code == 400 and "in the meantime" in words(stale)


@pytest.mark.parametrize("path", ["new/", "fire/edit/"])
@pytest.mark.parametrize("username", ["climate", "auditor"])
def test_others_read_and_change_nothing(path: str, username: str) -> None:
    client = signed_in(username)
    assert client.get(DESK).status_code == client.get(f"{DESK}fire/").status_code == 200
    assert client.get(DESK + path).status_code == 403
    assert client.post(f"{DESK}fire/switch/", {"to": "off"}).status_code == 403
