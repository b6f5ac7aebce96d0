"""What is measured, on the pages of directives; and what citizens are asked."""

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from msgspec.structs import replace as struct

from simin.domains.effects import queries
from simin.domains.identity import queries as identity
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Release, Visibility
from simin.kit.clock import FixedClock
from simin.workflows import directive_names_effect
from tests.factories.cards import card
from tests.factories.directive_town import issued, reader, told
from tests.factories.effect_town import DAY, PLAIN, asked, days, look, wobble
from tests.factories.observed import NOON

DESK = "/en/desk/directives/"
PICKED = {
    "effect_indicator": "air/pm25",
    "effect_direction": "down",
    "effect_window": "14d",
    "effect_baseline": "",
    "effect_place": "east",
    "effect_public": "on",
}


@pytest.fixture
def mayor(clock: FixedClock) -> Client:
    client = Client()
    client.force_login(identity.account("mayor"))
    return client


def words(response: HttpResponse) -> str:
    return response.content.decode()


def filled(client: Client, **changes: str) -> dict[str, str]:
    page = words(client.get(f"{DESK}new/"))
    key = re.search(r'name="key" value="(\w+)"', page)
    due = re.search(r'"due_at" value="([^"]+)"', page)
    assert key and due
    plain = {"title": "Wash the roads", "addressee": "unit:climate", "priority": "urgent"}
    plain |= {"required_evidence": "any", "due_at": due[1], "key": key[1], "then": "issue"}
    return plain | changes


def measured(clock: FixedClock, effect: float = -8.0, until: int = 16) -> str:
    """A directive and what came after it; its number."""
    number = directive_names_effect.draft(
        told(), replace(PLAIN, public=True), by=reader("mayor"), form_key="one"
    )
    days(-60, 0, lambda day: 30 + wobble(day))
    days(0, until, lambda day: 30 + wobble(day) + effect)
    look(clock, until * DAY)
    return number


def test_the_issuer_picks_what_should_move(mayor: Client) -> None:
    answer = mayor.post(f"{DESK}new/", filled(mayor, **PICKED))
    assert answer.status_code == 302
    number = answer["Location"].rstrip("/").rpartition("/")[2]
    question = queries.of_subject(f"directive/{number}")
    assert question is not None and question.moment == NOON
    assert (question.indicator, question.place, question.public) == ("air/pm25", "east", True)


def test_without_an_indicator_nothing_is_measured(mayor: Client) -> None:
    mayor.post(f"{DESK}new/", filled(mayor, effect_indicator=""))
    assert not queries.EffectQuestion.objects.exists()


def test_a_window_that_does_not_go_is_told_and_what_was_typed_stays(mayor: Client) -> None:
    wrong = PICKED | {"effect_window": "24h"}
    answer = mayor.post(f"{DESK}new/", filled(mayor, **wrong))
    assert answer.status_code == 400
    assert "hours need hourly values" in words(answer)
    assert '<option value="24h" selected>' in words(answer)
    assert not queries.EffectQuestion.objects.exists()


def test_it_can_be_picked_later_and_is_kept_by_a_change_of_the_rest(mayor: Client) -> None:
    number = issued()
    page = words(mayor.get(f"{DESK}{number}/change/"))
    fields = dict(re.findall(r'name="(key|revision|due_at|title)" value="([^"]*)"', page))
    plain = {**fields, "text": "", "priority": "urgent", "required_evidence": "any"}
    assert mayor.post(f"{DESK}{number}/change/", plain | PICKED).status_code == 302
    first = queries.of_subject(f"directive/{number}")
    assert first is not None and first.moment == NOON
    page = words(mayor.get(f"{DESK}{number}/change/"))
    assert '<option value="air/pm25" selected>' in page
    again = re.search(r'name="revision" value="(\d+)"', page)
    assert again
    other = plain | {"revision": again[1], "title": "Another title", "key": "later"}
    assert mayor.post(f"{DESK}{number}/change/", other).status_code == 302
    assert queries.of_subject(f"directive/{number}") == first


def test_the_page_says_it_in_a_sentence_with_a_drawing_and_a_table(
    mayor: Client, clock: FixedClock
) -> None:
    number = measured(clock)
    page = words(mayor.get(f"{DESK}{number}/"))
    assert re.search(
        r"PM2\.5 fell by \d\.\d µg/m³ \(95 %: \d\.\d to \d+\.\d\) against what was to be expec",
        page,
    )
    assert 'class="effect-band"' in page and 'class="effect-moment"' in page
    assert page.count('class="is-after"') == 14
    assert "replayed" in page
    korean = words(mayor.get(f"/desk/directives/{number}/"))
    assert re.search(r"초미세먼지: 예상보다 \d\.\d µg/m³ 낮아졌습니다\(95 % 구간 ", korean)


def test_before_anything_can_be_said_the_page_says_how_much_is_there(
    mayor: Client, clock: FixedClock
) -> None:
    number = measured(clock, until=6)
    page = words(mayor.get(f"{DESK}{number}/"))
    assert "Nothing can be said yet: 5 of 14 days of the window have values." in page


def test_what_moved_the_other_way_is_said_to_have(mayor: Client, clock: FixedClock) -> None:
    page = words(mayor.get(f"{DESK}{measured(clock, effect=8.0)}/"))
    assert "PM2.5 rose by" in page and "That is not the direction that was wanted." in page


def test_who_only_looks_gets_no_cookie_and_who_answers_counts_once(clock: FixedClock) -> None:
    cache.clear()
    number = asked(told=replace(PLAIN, public=True))
    visitor = Client()
    page = visitor.get(f"/en/noticed/{number}/")
    assert page.status_code == 200 and not page.cookies and "PM2.5" in words(page)
    key = re.search(r'name="key" value="([^"]+)"', words(page))
    assert key
    answer = {"key": key[1], "answer": "better"}
    first = visitor.post(f"/en/noticed/{number}/", answer)
    assert first.status_code == 302 and list(first.cookies) == ["simin-noticed"]
    visitor.post(f"/en/noticed/{number}/", answer)
    Client().post(f"/en/noticed/{number}/", answer)
    assert queries.noticed(number) == {"better": 1, "same": 0, "worse": 0}
    assert "Your answer is counted" in words(visitor.get(f"/en/noticed/{number}/"))


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        ({"answer": "better", "key": "forged"}, {}, 400),
        ({"answer": "better"}, {"sec-fetch-site": "cross-site"}, 403),
        ({"answer": "better"}, {"origin": "https://elsewhere.example"}, 403),
    ],
)
def test_an_answer_from_elsewhere_is_not_taken(
    clock: FixedClock, sent: dict[str, str], headers: dict[str, str], status: int
) -> None:
    cache.clear()
    number = asked(told=replace(PLAIN, public=True))
    answer = Client().post(f"/en/noticed/{number}/", sent, headers=headers)
    assert answer.status_code == status
    assert sum(queries.noticed(number).values()) == 0


def test_one_address_does_not_answer_without_end(clock: FixedClock) -> None:
    cache.clear()
    number = asked(told=replace(PLAIN, public=True))
    for _ in range(30):
        page = words(Client().get(f"/en/noticed/{number}/"))
        key = re.search(r'name="key" value="([^"]+)"', page)
        assert key
        Client().post(f"/en/noticed/{number}/", {"key": key[1], "answer": "same"})
    last = Client().post(f"/en/noticed/{number}/", {"key": key[1], "answer": "same"})
    assert last.status_code == 400 and "many answers" in words(last)
    assert queries.noticed(number)["same"] == 30


def test_what_is_not_public_is_not_there(clock: FixedClock) -> None:
    number = asked()
    assert Client().get(f"/en/noticed/{number}/").status_code == 404
    assert Client().get("/en/noticed/999/").status_code == 404


def test_the_effect_on_a_withheld_indicator_is_asked_of_nobody(clock: FixedClock) -> None:
    picture.forget_kept()
    number = asked(told=replace(PLAIN, public=True))
    shown = card(queries.question(number).indicator)
    publishing.publish(
        changed=[struct(shown, release=Release(visibility=Visibility.WITHHELD))],
        at=clock.now(),
        city_time=clock.now(),
        speed=1.0,
    )
    assert Client().get(f"/en/noticed/{number}/").status_code == 404
