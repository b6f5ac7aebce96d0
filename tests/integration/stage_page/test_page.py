"""The stage's page: who sees and sets it, what stays typed, what a second person sees."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.incidents import queries, services
from simin.domains.incidents.services import StageName
from simin.kit.clock import FixedClock
from tests.factories.procedure_town import procedure_town

PAGE = "/en/desk/stage/"
type SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[FixedClock]:
    with procedure_town() as clock:
        calm = StageName(level=1, name={"ko": "정상", "en": "Normal"}, colour="green")
        services.define_stage([calm], [], override_hours=6)
        services.assess_stage(clock.now())
        yield clock


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(identity.account(username))
    return client


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def form(client: Client, **changes: str) -> dict[str, str]:
    page = words(client.get(PAGE))
    given = {
        name: re.findall(f'name="{name}" value="([^"]*)"', page)[-1] for name in ("key", "seen")
    }
    until = re.search(r'name="until" required value="([^"]+)"', page)
    assert until
    plain = {"level": "4", "reason-en": "A typhoon", "reason-ko": "", "until": until[1], **given}
    return {**plain, **changes}


@pytest.mark.parametrize(
    ("username", "sees", "sets"),
    [(None, 302, 302), ("citizen", 403, 403), ("climate", 200, 403), ("auditor", 200, 403)],
)
def test_who_may(username: str | None, sees: int, sets: int) -> None:
    client = signed_in(username) if username else Client()
    assert client.get(PAGE).status_code == sees
    assert client.post(f"{PAGE}set/", {"level": "4"}).status_code == sets
    assert client.post(f"{PAGE}withdraw/", {"seen": "1"}).status_code == sets


def test_set_seen_and_taken_back() -> None:
    duty = signed_in("duty")
    assert duty.post(f"{PAGE}set/", form(duty)).status_code == 302
    page = words(signed_in("climate").get(PAGE))
    assert "A typhoon" in page and "set by hand" in page and "Computed: 1, Normal" in page
    assert "Take it back" not in page
    assert queries.stage_level() == 4
    (seen,) = re.findall(
        r'withdraw/" data-once>.*?name="seen" value="(\d+)"', words(duty.get(PAGE))
    )
    assert duty.post(f"{PAGE}withdraw/", {"seen": seen}).status_code == 302
    assert queries.stage_level() == 1
    assert "taken back" in words(duty.get(PAGE))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason-en": " ", "reason-ko": " "}, "in at least one language"),
        ({"until": "2022-03-09T12:00"}, "at most 6 hours"),
        ({"until": "soon"}, "at most 6 hours"),
        ({"level": "9"}, "one of the five levels"),
    ],
)
def test_what_was_typed_stays(changes: dict[str, str], sentence: str) -> None:
    mayor = signed_in("mayor")
    typed = {"reason-ko": "태풍", **changes}
    answer = mayor.post(f"{PAGE}set/", form(mayor, **typed))
    assert answer.status_code == 400 and sentence in words(answer)
    assert typed["reason-ko"].strip() in words(answer)
    assert queries.stage_level() == 1


def test_who_comes_second_sees_both() -> None:
    mayor, duty = signed_in("mayor"), signed_in("duty")
    looked = form(duty, **{"reason-en": "Mine", "level": "2"})
    mayor.post(f"{PAGE}set/", form(mayor))
    answer = duty.post(f"{PAGE}set/", looked)
    assert answer.status_code == 409
    page = words(answer)
    assert "Somebody changed the stage meanwhile" in page
    assert "A typhoon" in page and "Mine" in page
    again = {**looked, "seen": re.findall(r'name="seen" value="(\d+)"', page)[-1]}
    assert duty.post(f"{PAGE}set/", again).status_code == 302
    assert queries.stage_level() == 2


def test_sent_twice_it_is_set_once() -> None:
    mayor = signed_in("mayor")
    told = form(mayor)
    assert [mayor.post(f"{PAGE}set/", told).status_code for _ in range(2)] == [302, 302]
    assert len([one for one in queries.stage_changes() if one.cause == "set"]) == 1
