"""The last stretch of a series is drawn before it is seen."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from simin.domains.guesses import services
from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.services import LineGuess
from simin.domains.indicators import cards as indicators
from simin.domains.observations import services as observations
from simin.domains.observations.observation import NewObservation
from tests.factories import card_town
from tests.standing import standing

NOW: datetime = card_town.NOW
#: What is hidden, and how it would be written.
HIDDEN, FIGURES = 7312.0, ("7312", "7,312")
LINE = "/en/guess/air/pm25/line/"
DRAWN = {"point0": "30", "point1": "35", "point2": "40", "point3": "45"}
pytestmark = pytest.mark.usefixtures("town", "db")


def build() -> None:
    """A town whose last hours are of a value that would be seen."""
    card_town.build()
    late = [
        NewObservation(f"air/pm25/{district}", NOW - timedelta(hours=back), HIDDEN)
        for back in range(14, 20)
        for district in ("east", "west", "north")
    ]
    observations.record(late, run="run-8", received_at=NOW, zone=card_town.ZONE)
    card_town.publish(indicators.cards(None, NOW))


town = standing(build)


@pytest.fixture(autouse=True)
def calm() -> None:
    cache.clear()


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def key(client: Client) -> str:
    found = re.search(r'name="key" value="([^"]*)"', client.get(LINE).content.decode())
    assert found
    return found[1]


def drawn(client: Client, **points: str) -> HttpResponse:
    answer = client.post(LINE, {"key": key(client), **DRAWN, **points})
    return client.get(answer["Location"]) if answer.status_code == 302 else answer


def test_before_it_is_drawn_the_stretch_is_nowhere(client: Client) -> None:
    answer = client.get(LINE)
    page = text(answer)
    assert answer.status_code == 200 and page.count('inputmode="decimal"') == 4
    assert "no-store" in answer["Cache-Control"] and not client.cookies
    assert not [figure for figure in FIGURES if figure in page]
    wrong = text(drawn(client, point1="many"))
    assert not [figure for figure in FIGURES if figure in wrong]


def test_the_scale_is_of_what_is_shown_alone(client: Client) -> None:
    """A stretch beyond the scale does not widen it."""
    found = re.search(r"Between (\d+) and (\d+) µg/m³", text(client.get(LINE)))
    assert found and float(found[2]) < 200


def test_after_it_both_lines_stand_beside_each_other(client: Client) -> None:
    page = text(drawn(client))
    assert page.count("7,312") >= 3 and "off on average" in page
    assert 'class="guess-drawn is-yours"' in page and 'class="guess-drawn is-hidden"' in page
    assert "As known at 14:00" in page and "Air network" in page and "replayed" in page
    assert "others are shown from 5 guesses on" in page and "is-others" not in page


def test_others_are_their_middle_once_there_are_enough(client: Client) -> None:
    for number in range(6):
        told = LineGuess(
            indicator="air/pm25",
            day=NOW.date(),
            bounds=Bounds(0, 100, 1),
            guesses=(50.0,) * 4,
            values=(HIDDEN,) * 4,
        )
        services.count_line(told, form=f"crowd-{number}", until=NOW)
    page = text(drawn(client))
    assert "The middle of 5 or more others" in page
    assert 'class="guess-drawn is-others"' in page and '<td class="number">53</td>' in page


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "Say where the line goes here."),
        ("many", "This is not a number."),
        ("-500", ", please."),
    ],
)
def test_the_point_that_is_wrong_is_named_and_the_rest_stays(
    client: Client, said: str, fault: str
) -> None:
    answer = drawn(client, point2=said)
    page = text(answer)
    assert answer.status_code == 400 and fault in page
    assert 'id="point2-fault"' in page and page.count('aria-invalid="true"') == 1
    assert 'name="point0" type="text" inputmode="decimal" autocomplete="off"' in page
    assert 'value="30"' in page and 'value="45"' in page


def test_a_form_counts_once_and_what_we_did_not_sign_is_not_taken(client: Client) -> None:
    told = {"key": key(client), **DRAWN}
    for _ in range(2):
        sent = client.post(LINE, told)
    assert "it counts once" in text(client.get(sent["Location"]))
    forged = client.post(LINE, {**told, "key": told["key"][:-2] + "xx"})
    assert forged.status_code == 400 and "open for too long" in text(forged)
    cut = text(client.get(sent["Location"][:-4]))
    assert "Draw, then see" in cut and not [figure for figure in FIGURES if figure in cut]
    elsewhere = client.post("/en/guess/air/cai/line/", told)
    assert elsewhere.status_code in (400, 404)
    other = client.post(LINE, told, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403


@pytest.mark.parametrize("indicator", ["no/such", "incident/2022-000001", "x\0y"])
def test_what_is_no_series_is_not_asked(client: Client, indicator: str) -> None:
    assert client.get(f"/en/guess/{indicator}/line/").status_code == 404


def test_the_number_leads_to_the_line(client: Client) -> None:
    page = client.get("/en/guess/air/pm25/").content.decode()
    found = re.search(r'name="key" value="([^"]*)"', page)
    assert found
    sent = client.post("/en/guess/air/pm25/", {"key": found[1], "guess": "50"})
    assert 'href="/en/guess/air/pm25/line/"' in text(client.get(sent["Location"]))
