"""First the guess, then the number: never the other way round."""

import io
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from simin.domains.guesses import queries as guesses
from simin.domains.guesses import services
from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.definition import GuessDefinition
from simin.domains.guesses.services import Guess
from simin.domains.identity.roles import Role
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Release, Visibility, WithholdingReason
from simin.domains.picture.frame import View
from simin.web.guess import rounds
from simin.web.guess.questions import today
from tests.factories import card_town, people
from tests.standing import standing

town = standing(card_town.build)
pytestmark = pytest.mark.usefixtures("town", "db")
#: A value that stands nowhere else.
VALUE, FIGURES = 7312.0, ("7312", "7,312")
ONE = "/en/guess/air/pm25/"
FORM = {"low": 0.0, "high": 10_000.0, "step": 10.0}


@pytest.fixture(autouse=True)
def calm() -> None:
    cache.clear()


@pytest.fixture
def asked(town: None, db: None) -> None:
    """The pack asks for fine dust, whose value is one that would be seen."""
    services.define([GuessDefinition(indicator="air/pm25", **FORM)])
    shown(VALUE)


def the_card() -> Card:
    snapshot = picture.current(View.OFFICE)
    assert snapshot is not None
    (card,) = (one for one in snapshot.cards if one.id == "air/pm25")
    assert isinstance(card, Card)
    return card


def shown(value: float | None, *others: str) -> None:
    """Published, also under the ids of ``others``."""
    card = the_card()
    body = {**card.body, "value": value, "spark": {}, "districts": {}}
    cards = [msgspec.structs.replace(card, id=one, body=body) for one in (card.id, *others)]
    card_town.publish(cards)


def withheld() -> None:
    release = Release(visibility=Visibility.WITHHELD, reason=WithholdingReason.SECURITY)
    card_town.publish([msgspec.structs.replace(the_card(), release=release)])


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def fields(client: Client, at: str = ONE) -> dict[str, str]:
    page = client.get(at).content.decode()
    return dict(re.findall(r'name="(key|r|stood)" value="([^"]*)"', page))


def guessed(client: Client, guess: str, at: str = ONE, **changes: str) -> HttpResponse:
    """The page that follows."""
    answer = client.post(at, {**fields(client, at), "guess": guess, **changes})
    if answer.status_code != 302:
        return answer
    return client.get(answer["Location"])


def crowd(*said: float, value: float = VALUE) -> None:
    bounds = Bounds(FORM["low"], FORM["high"], FORM["step"])
    for number, guess in enumerate(said):
        told = Guess(indicator="air/pm25", day=today(), bounds=bounds, guess=guess, value=value)
        services.count(told, form=f"crowd-{guess}-{number}", until=card_town.NOW)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("at", ["/guess/", "/en/guess/", ONE, "/guess/air/pm25/"])
def test_before_the_guess_the_number_is_nowhere(client: Client, at: str) -> None:
    answer = client.get(at)
    said = answer.content.decode() + str(dict(answer.items()))
    assert answer.status_code == 200 and 'name="guess"' in said
    assert not [figure for figure in FIGURES if figure in said]
    wrong = client.post(at, {**fields(client, at), "guess": "many"})
    assert wrong.status_code == 400
    assert not [figure for figure in FIGURES if figure in text(wrong)]


def test_a_card_offers_a_guess_only_where_one_can_be_made(
    client: Client, asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = f'href="{ONE}"'
    cache.clear()
    assert offered in text(client.get("/en/card/air/pm25"))
    services.define([])
    monkeypatch.setattr("simin.web.guess.questions.derived", lambda *_args, **_kwargs: None)
    assert client.get(ONE).status_code == 404
    cache.clear()  # what is known of it is known for some minutes
    assert offered not in text(client.get("/en/card/air/pm25"))


@pytest.mark.usefixtures("asked")
def test_the_image_of_a_link_is_the_same_whatever_the_number(client: Client) -> None:
    first = client.get("/en/guess/share.png").content
    assert Image.open(io.BytesIO(first)).size == (1200, 630)
    shown(12)
    assert client.get("/en/guess/share.png").content == first
    page = text(client.get(ONE))
    assert "/en/guess/share.png" in page and "/card/air/pm25/share.png" not in page


@pytest.mark.usefixtures("asked")
def test_after_it_the_number_comes_with_its_trust_mark_and_its_moment(client: Client) -> None:
    page = text(guessed(client, "7000"))
    assert "7,000" in page and "7,312" in page and "312 µg/m³ too low" in page
    assert "As known at 14:00" in page and "Air network" in page and "replayed 2021-03-06" in page
    assert 'href="/en/card/air/pm25#rows"' in page and 'href="/en/card/air/pm25#lineage"' in page
    shown(15)
    again = text(guessed(client, "7000"))
    assert "6,985 µg/m³ too high" in again


@pytest.mark.usefixtures("asked")
def test_the_number_stays_that_of_the_guess(client: Client) -> None:
    sent = client.post(ONE, {**fields(client), "guess": "7000"})
    shown(15)
    assert "312 µg/m³ too low" in text(client.get(sent["Location"]))


@pytest.mark.usefixtures("asked")
def test_others_are_shown_once_there_are_enough(client: Client) -> None:
    crowd(1000, 2000, 3000, 4000)
    page = text(guessed(client, "7000"))
    assert "others are shown from 5 guesses on" in page and "<rect" not in page
    crowd(*[6900] * 6, *[100] * 4)
    page = text(guessed(client, "7100"))
    assert "How others guessed today, 15 or more of them" in page
    assert "You were closer than 93 % of the others." in page
    assert page.count("<rect") == 7 and page.count("is-few") == 6
    assert "fewer than 5" in page and '<td class="number">6</td>' in page


@pytest.mark.usefixtures("asked")
def test_a_form_counts_once(client: Client) -> None:
    told = fields(client)
    for _ in range(2):
        sent = client.post(ONE, {**told, "guess": "7000"})
    assert "it counts once" in text(client.get(sent["Location"]))
    assert guesses.tally("air/pm25", today(), Bounds(0, 1, 1)).total == 1


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "Type a number or move the slider."),
        ("many", "This is not a number."),
        ("nan", "This is not a number."),
        ("-1", "Between 0 and 10,000, please."),
        ("1e9", "Between 0 and 10,000, please."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, said: str, fault: str
) -> None:
    answer = guessed(client, said)
    assert answer.status_code == 400
    page = text(answer)
    assert fault in page and f'value="{said}"' in page and 'aria-invalid="true"' in page
    assert guesses.tally("air/pm25", today(), Bounds(0, 1, 1)).total == 0


@pytest.mark.usefixtures("asked")
def test_without_script_a_slider_that_was_moved_is_a_guess(client: Client) -> None:
    stood = fields(client)["stood"]
    assert guessed(client, "", slide=stood).status_code == 400
    assert "You guessed" in text(guessed(client, "", slide="6000"))
    assert "7,100" in text(guessed(client, "7,100", slide="6000"))


@pytest.mark.usefixtures("asked")
def test_what_we_did_not_sign_is_not_taken(client: Client) -> None:
    told = fields(client)
    forged = client.post(ONE, {**told, "key": told["key"][:-2] + "xx", "guess": "7000"})
    assert forged.status_code == 400 and "open for too long" in text(forged)
    sent = client.post(ONE, {**told, "guess": "7000"})
    broken = text(client.get(sent["Location"][:-3]))
    assert "It begins anew." in broken and not [one for one in FIGURES if one in broken]
    elsewhere = client.post(ONE, {**told, "guess": "7"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403


@pytest.mark.usefixtures("asked")
def test_too_many_from_one_address_are_told_so(client: Client) -> None:
    told = fields(client)
    for _ in range(60):
        client.post(ONE, {**told, "guess": "7000"})
    answer = client.post(ONE, {**fields(client), "guess": "7000"})
    assert answer.status_code == 429 and answer["Retry-After"] == "3600"
    page = text(answer)
    assert "Try again in an hour." in page and 'value="7000"' in page
    assert not [figure for figure in FIGURES if figure in page]


@pytest.mark.usefixtures("asked")
def test_nobody_gets_a_cookie_and_nothing_is_shared(client: Client) -> None:
    answers = [client.get("/en/guess/"), client.get(ONE), guessed(client, "7000")]
    assert not client.cookies
    assert all("no-store" in one["Cache-Control"] for one in answers)


@pytest.mark.usefixtures("asked")
def test_what_is_withheld_is_not_asked_not_even_by_the_mayor(client: Client) -> None:
    told = fields(client)
    sent = client.post(ONE, {**told, "guess": "7000"})
    withheld()
    mayor = Client()
    mayor.force_login(people.account("mayor", Role.MAYOR))
    for one in (client, mayor):
        assert one.get(ONE).status_code == 404
        assert one.post(ONE, {**told, "guess": "7000"}).status_code == 404
        assert "could be guessed" in text(one.get("/en/guess/"))
    after = text(client.get(sent["Location"]))
    assert "withheld since" in after and not [figure for figure in FIGURES if figure in after]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("indicator", ["no/such", "incident/2022-000001", "city/city", "x\0y"])
def test_what_is_no_number_of_the_city_is_not_asked(client: Client, indicator: str) -> None:
    assert client.get(f"/en/guess/{indicator}/").status_code == 404


def test_without_a_value_there_is_nothing_to_guess(client: Client) -> None:
    shown(None)
    assert client.get(ONE).status_code == 404
    assert client.get("/en/guess/").status_code == 200


def test_without_a_list_what_is_known_bounds_the_guess(client: Client) -> None:
    page = text(client.get(ONE))
    assert "Between 0 and 100 µg/m³." in page
    assert "the last 31 days, the target and the limits of its levels" in page


def test_a_round_goes_from_question_to_question_and_ends_in_one_view(client: Client) -> None:
    ids = [f"air/{number}" for number in range(7)]
    services.define([GuessDefinition(indicator=one, **FORM) for one in ids])
    shown(VALUE, *ids)
    at, asked, page = "/en/guess/", [], ""
    for place in range(1, 6):
        page = text(client.get(at))
        assert f"Question {place} of 5" in page
        sent = client.post("/en/guess/", {**fields(client, at), "guess": str(6000 + 100 * place)})
        at = sent["Location"] + "&next=1"
        told = rounds.opened(parse_qs(urlsplit(sent["Location"]).query)["r"][0])
        assert told is not None
        asked = [one.indicator for one in told.answers]
    assert len(set(asked)) == 5 and set(asked) < set(ids)
    end = text(client.get(at))
    assert "2 guesses were near" in end and end.count("data-guess-result") == 5
    share = end[end.index("<textarea") : end.index("</textarea")]
    assert "I guessed 5 numbers of our city; 2 were near." in share
    assert share.endswith("http://testserver/en/guess/")


@pytest.mark.usefixtures("asked")
def test_pages_lead_to_it_and_it_speaks_korean(client: Client) -> None:
    assert 'href="/en/guess/"' in text(client.get("/en/"))
    assert 'href="/en/guess/air/pm25/"' in text(client.get("/en/card/air/pm25"))
    page = text(client.get("/guess/air/pm25/"))
    assert "0에서 10,000 µg/m³ 사이입니다." in page and "답하고 확인하기" in page
