"""Drills at the desk: begun, ended, compared, marked; nobody outside reads of one."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.procedures import queries, services
from simin.kit.clock import FixedClock
from tests.factories.procedure_town import beat
from tests.integration.procedures.test_drills import SMOKE

DRILLS = "/en/desk/procedures/drills/"
BEGIN = f"{DRILLS}begin/"


@pytest.fixture(autouse=True)
def _scenarios(clock: FixedClock) -> None:
    services.define_scenarios([SMOKE])


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(identity.account(username))
    return client


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_scenario_is_held_marked_and_ended(clock: FixedClock) -> None:
    duty = signed_in("duty")
    page = words(duty.get(DRILLS))
    key = re.search(r'name="key" value="([^"]+-night-fire)"', page)
    assert key and "Night fire drill" in page and "No drill was held yet" in page
    told = {"key": key[1], "scenario": "night-fire"}
    answers = [duty.post(BEGIN, told).url for _ in range(2)]
    assert answers[0] == answers[1]
    beat(clock)
    page = words(duty.get(answers[0]))
    assert "tag-drill" in page and "Confirm" in page and "0 of 3 events told" in page
    for path in ("/en/desk/steps/", "/en/desk/directives/", "/en/desk/"):
        assert "drill-band" in words(signed_in("climate").get(path)), path
    assert duty.post(f"{answers[0]}end/").status_code == 302
    assert queries.running_drills() == []
    assert "drill-band" not in words(duty.get("/en/desk/steps/"))
    assert "Night fire drill" in words(duty.get(DRILLS))


def test_one_is_made_up_and_what_is_wrong_stays_typed() -> None:
    duty = signed_in("duty")
    told = {"key": "k", "kind": "fire", "severity": "minor", "title-en": "Smoke in the archive"}
    wrong = duty.post(BEGIN, {**told, "longitude": "east"})
    assert wrong.status_code == 400 and "Smoke in the archive" in words(wrong)
    assert 'value="east"' in words(wrong) and "Longitude: is no number" in words(wrong)
    korean = words(duty.post(BEGIN.removeprefix("/en"), {**told, "title-en": " "}))
    assert "무슨 일이 일어나는지 적으세요." in korean and "supposed" not in korean
    alone = words(duty.post(BEGIN.removeprefix("/en"), {**told, "longitude": "127"}))
    assert "경도와 위도를 함께 적으세요." in alone
    nothing = duty.post(BEGIN, {**told, "title-en": " "})
    assert nothing.status_code == 400
    assert duty.post(BEGIN, told).status_code == 302
    (drill,) = queries.running_drills()
    assert drill.name == {"en": "Smoke in the archive"} and drill.scenario == ""


def test_who_may(clock: FixedClock) -> None:
    assert Client().get(DRILLS).status_code == 302
    assert signed_in("citizen").get(DRILLS).status_code == 403
    fire = signed_in("fire")
    assert "Begin the drill" not in words(fire.get(DRILLS))
    assert fire.post(BEGIN, {"scenario": "night-fire", "key": "x"}).status_code == 403
    assert fire.post(f"{DRILLS}1/end/").status_code == 403
    assert queries.running_drills() == []


@pytest.mark.parametrize("path", ["99/", "99/end/"])
def test_what_is_not_there(path: str) -> None:
    duty = signed_in("duty")
    answer = duty.post(DRILLS + path) if "end" in path else duty.get(DRILLS + path)
    assert answer.status_code == 404
    assert duty.post(BEGIN, {"scenario": "none", "key": "x"}).status_code == 404
    assert duty.get(f"{DRILLS}?after=xx").status_code == 200, "begins anew"
