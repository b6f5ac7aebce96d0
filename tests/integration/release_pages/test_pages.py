"""The registers and the desk of releases: what is shown, to whom, and what a form does."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from msgspec.structs import replace

from simin.domains.identity.roles import Role
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Card, Section, WithholdingReason
from simin.domains.picture.decision import Decision
from simin.domains.picture.frame import View
from simin.domains.picture.rule import Policy, Rule, Thing
from simin.domains.releases import queries, services
from simin.domains.releases.services import Decider, Wanted
from simin.kit.clock import FixedClock, SystemClock, wire
from tests.factories import incidents as happening
from tests.factories import people
from tests.factories.cards import card
from tests.factories.datasets import define_parks
from tests.factories.incidents import NOON

pytestmark = pytest.mark.django_db
OFFICE = {"en": "Records office", "ko": "기록실"}
SECRET = "kestrel"


@pytest.fixture(autouse=True)
def clock() -> Iterator[FixedClock]:
    happening.found_town()
    picture.forget_kept()
    clock = FixedClock(NOON)
    wire(clock)
    yield clock
    wire(SystemClock())
    picture.forget_kept()


def drawn() -> Card:
    """As the follower draws it: by the rules in force."""
    shown = card("air/pm25", title={"en": SECRET, "ko": SECRET}, section=Section.NOW)
    thing = Thing(card=shown.id, kind="indicator", name=shown.id)
    return replace(shown, release=queries.rules().release_of(thing))


def publish() -> None:
    publishing.publish(changed=[drawn()], at=NOON, city_time=NOON, speed=1.0)


def signed_in(name: str, role: Role) -> Client:
    client = Client()
    client.force_login(people.account(name, role))
    return client


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def form(client: Client, **told: str) -> dict[str, str]:
    page = words(client, "/en/desk/release/air/pm25")
    kept = {
        name: re.findall(f'name="{name}" value="([^"]*)"', page)[-1] for name in ("key", "seen")
    }
    plain = {"decision": "withhold", "reason": "security", "review_on": "2022-03-20", "field": ""}
    return {**plain, "until": "", "why": "", **kept, **told}


def decide(client: Client, **told: str) -> int:
    answer = client.post("/en/desk/release/air/pm25/decide/", form(client, **told))
    return answer.status_code


def test_nothing_is_withheld_and_nobody_has_decided() -> None:
    client = Client()
    assert "Everyone sees all that the mayor sees" in words(client, "/en/withheld/")
    assert "Nobody has decided anything" in words(client, "/en/withheld/decisions/")
    assert "Nothing has been declassified" in words(client, "/en/declassified/")
    assert client.get("/withheld.json").json()["withheld"] == []
    assert client.get("/en/declassified/air/pm25").status_code == 404


def test_who_may() -> None:
    publish()
    for role, sees, decides in (
        (Role.CITIZEN, 403, 403),
        (Role.DEPARTMENT_OFFICER, 403, 403),
        (Role.AUDITOR, 200, 403),
    ):
        client = signed_in(role.value, role)
        assert client.get("/en/desk/release/").status_code == sees
        assert client.get("/en/desk/release/air/pm25").status_code == sees
        sent = client.post("/en/desk/release/air/pm25/decide/", {})
        assert sent.status_code == decides


def test_a_card_goes_and_comes_back_and_anyone_checks_what_it_was() -> None:
    publish()
    press, everyone = signed_in("press", Role.PUBLISHER), Client()
    assert SECRET in words(press, "/en/desk/release/?q=kestrel&state=public")
    assert decide(press) == 302
    publish()
    register = words(everyone, "/en/withheld/")
    assert "air/pm25" in register and "Security" in register and SECRET not in register
    (entry,) = everyone.get("/withheld.json").json()["withheld"]
    assert (entry["reason"], entry["review_on"], entry["overdue"]) == (
        "security",
        "2022-03-20",
        False,
    )
    (row,) = csv.DictReader(io.StringIO(everyone.get("/withheld.csv").content.decode()))
    assert row["card"] == "air/pm25" and row["commitment"] == entry["commitment"]
    assert "kestrel" not in words(everyone, "/en/withheld/decisions/")
    assert "As a citizen sees it" in words(press, "/en/desk/release/air/pm25")
    assert decide(press, decision="declassify") == 302
    publish()
    (told,) = everyone.get("/declassified/air/pm25.json").json()["promises"]
    made = hashlib.sha256(bytes.fromhex(told["salt"]) + told["content"].encode()).hexdigest()
    assert made == told["commitment"] == entry["commitment"]
    assert SECRET in told["content"]
    then = words(everyone, "/en/declassified/air/pm25?at=2022-03-05T21:00")
    assert SECRET in then and made in then
    assert everyone.get("/withheld.json").json()["withheld"] == []


def test_what_was_typed_stays_and_somebody_elses_decision_is_told() -> None:
    publish()
    press, mayor = signed_in("press", Role.PUBLISHER), signed_in("mayor", Role.MAYOR)
    answer = press.post(
        "/en/desk/release/air/pm25/decide/", form(press, reason="", why="because of <b>")
    )
    assert answer.status_code == 400
    assert "because of &lt;b&gt;" in answer.content.decode()
    late = form(press)
    assert decide(mayor) == 302
    assert press.post("/en/desk/release/air/pm25/decide/", late).status_code == 409


def test_two_persons_and_an_overdue_review(clock: FixedClock) -> None:
    office = Decider(username="press", roles=[Role.PUBLISHER], office=OFFICE)
    services.decide(
        Wanted(card="incident/1", kind="incident", decision=Decision.WITHHOLD, reason="privacy",
               review_on=NOON.date() + timedelta(days=3), seen=None, key="k"),
        by=office, at=NOON,
    )  # fmt: skip
    publishing.publish(
        changed=[card("incident/1", kind="incident", title={"en": "A fire", "ko": "화재"})],
        at=NOON, city_time=NOON, speed=1.0,
    )  # fmt: skip
    press, mayor = signed_in("press", Role.PUBLISHER), signed_in("mayor", Role.MAYOR)
    page = words(press, "/en/desk/release/incident/1")
    assert "another person has to confirm it" in page and 'value="confirm"' not in page
    number = str(queries.proposals()[0].pk)
    address = f"/en/desk/release/decisions/{number}/"
    assert press.post(address, {"answer": "confirm"}).status_code == 400
    assert "incident/1" not in words(Client(), "/en/withheld/decisions/")
    assert mayor.post(address, {"answer": "confirm"}).status_code == 302
    assert "incident/1" in words(Client(), "/en/withheld/decisions/")
    assert mayor.post(address, {"answer": "confirm"}).status_code == 409


def test_counts_over_time_carry_on(clock: FixedClock) -> None:
    services.decide(
        Wanted(card="air/pm25", kind="indicator", decision=Decision.WITHHOLD, reason="draft",
               review_on=NOON.date() + timedelta(days=3), seen=None, key="k"),
        by=Decider(username="press", roles=[Role.PUBLISHER], office=OFFICE), at=NOON,
    )  # fmt: skip
    publish()
    assert picture.current(View.PUBLIC) is not None
    clock.advance(timedelta(days=5))
    told = Client().get("/withheld.json").json()
    assert [(day["count"], day["most"]) for day in told["days"]] == [(1, 1)] * 6
    assert told["withheld"][0]["overdue"] is True
    assert "overdue" in words(Client(), "/en/withheld/?overdue=1")


def test_the_desk_tells_which_columns_of_a_data_set_are_withheld() -> None:
    define_parks()
    rule = Rule(
        id="keepers",
        kind="dataset",
        names=("parks",),
        field="name",
        reason=WithholdingReason.PRIVACY,
        office=OFFICE,
    )
    services.define_policy(Policy(rules=(rule,)), at=NOON)
    press = signed_in("press", Role.PUBLISHER)
    assert "dataset/parks" in words(press, "/en/desk/release/?state=part&kind=dataset")
    assert "dataset/parks" not in words(press, "/en/desk/release/?state=public&kind=dataset")
    assert "Privacy" in words(press, "/en/desk/release/dataset/parks")


def test_public_answers_are_the_same_for_everyone_and_kept() -> None:
    publish()
    for address in ("/en/withheld/", "/withheld.json", "/withheld.csv", "/withheld/decisions.json"):
        answer = Client().get(address)
        assert "Set-Cookie" not in answer and "s-maxage=10" in answer["Cache-Control"]
        again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304, address


@pytest.mark.parametrize(
    "address",
    [
        "/withheld/decisions.json?cursor=x",
        "/declassified/a/b.json?cursor=x",
    ],
)  # fmt: skip
def test_a_wrong_cursor_is_refused(address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a_page_whose_link_was_cut_begins_anew() -> None:
    assert "Decisions" in words(Client(), "/en/withheld/decisions/?cursor=%00")
