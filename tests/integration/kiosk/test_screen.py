"""A kiosk's screen: the public picture at one place, in each language, the same for everybody."""

import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.picture import queries as picture
from simin.web.kiosk.languages import LANGUAGES
from tests.factories import kiosk_town
from tests.factories.kiosk_town import HERE, STATION
from tests.standing import standing

pytestmark = pytest.mark.django_db
town = standing(kiosk_town.build, autouse=True)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def head(page: str) -> dict[str, object]:
    found = re.search(r'<script id="screen" type="application/json">(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


def test_it_shows_the_districts_air_to_anybody_without_a_cookie(client: Client) -> None:
    answer = client.get(f"{STATION}?language=en")
    page = text(answer)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "Central" in page and "You are here" in page
    assert f'data-card="air/pm25" data-form="open" data-district="{HERE}"' in page
    assert head(page)["number"] == picture.head()


@pytest.mark.parametrize(
    ("language", "said"),
    [("ko", "현재 위치"), ("en", "You are here"), ("zh-hans", "您在这里"), ("ja", "現在地")],
)
def test_it_speaks_four_languages(client: Client, language: str, said: str) -> None:
    answer = client.get(f"{STATION}?language={language}")
    assert said in text(answer)
    assert f'<html lang="{language}"' in text(answer)
    assert answer["Content-Language"] == language
    offered = re.findall(r'data-tongue="([\w-]+)"', text(answer))
    assert offered == list(LANGUAGES)


def test_no_korean_is_left_between_the_words_of_another_language(client: Client) -> None:
    """English stands where the city has no words in the reader's; what is Korean only says so."""
    page = re.sub(
        r"<nav class=\"k-tongues\".*?</nav>", "", text(client.get(f"{STATION}?language=ja"))
    )
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    page = re.sub(r'<strong [^>]*lang="ko">[^<]*</strong>', "", page)
    assert re.findall(r">[^<]*[가-힣][^<]*<", page) == []


def test_each_map_has_its_own_hatching(client: Client) -> None:
    """One that stands in a part that is hidden draws nothing."""
    page = text(client.get(STATION))
    made = re.findall(r'<pattern id="([\w-]+)"', page)
    assert len(made) == len(set(made)) > 1
    assert re.findall(r'fill="url\(#([\w-]+)\)"', page) == made


def test_what_the_city_says_in_another_language_says_so(client: Client) -> None:
    japanese, english = (text(client.get(f"{STATION}?language={one}")) for one in ("ja", "en"))
    assert '<h3 data-bind="title" lang="en">' in japanese
    assert '<h1 lang="en">Central</h1>' in japanese
    assert 'lang="en"' not in re.sub(r"<nav.*?</nav>|<a [^>]*data-tongue.*?</a>", "", english)[200:]


def test_each_map_has_its_trust_line_its_incidents_and_itself_as_a_table(client: Client) -> None:
    page = text(client.get(f"{STATION}?language=en"))
    maps = re.findall(r"<figure class=\"city-map.*?</figure>", page, flags=re.DOTALL)
    assert len(maps) > 1
    for one in maps:
        assert 'class="k-map-trust"' in one and 'data-bind="age"' in one
        assert one.count("data-row=") == one.count("data-district=")
        assert 'data-incident="incident/' in one
        assert not re.search("<a [^>]*href", one)
        assert 'aria-label="Map: ' in one


def test_the_address_chooses_languages_parts_and_time(client: Client) -> None:
    page = text(client.get(f"{STATION}?languages=ja,en&modules=air,map&reset=90"))
    assert '<html lang="ja"' in page
    assert head(page)["reset"] == 90
    assert head(page)["modules"] == ["air", "map"]
    assert 'data-panel="news"' not in page


def test_what_is_near_is_shown_with_its_distance(client: Client) -> None:
    page = text(client.get(f"{STATION}?language=en"))
    assert "Car park One" in page and "120 spaces" in page and "0 m" in page


def test_trains_that_nobody_tells_of_are_not_made_up(client: Client) -> None:
    said = "No arrivals: this source is switched off."
    assert said in text(client.get(f"{STATION}?language=en"))
    told = client.get(f"{STATION}arrivals.json?language=en").json()
    assert told == {"words": said, "source": "", "at": "", "trains": []}
    assert client.get("/kiosk/parking/one/arrivals.json").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/kiosk/station/nowhere/", "/kiosk/nothing/central/", "/kiosk/district/%00/"],
)
def test_a_place_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_wrong_words_in_the_address_are_as_usual(client: Client) -> None:
    page = text(client.get(f"{STATION}?language=xx&languages=,,&modules=%3Cb&reset=-1&theme=pink"))
    assert '<html lang="ko" data-theme="light"' in page
    assert head(page)["reset"] == 60


def test_the_page_that_sets_up_finds_a_place_and_draws_its_code(client: Client) -> None:
    found = text(client.get("/en/kiosk/?q=centr"))
    assert "?place=station/central" in found
    made = client.get("/en/kiosk/?place=station/central&languages=en&languages=ja&reset=30")
    assert "/kiosk/station/central/?languages=en,ja&amp;reset=30" in text(made)
    assert "<svg" in text(made) and 'class="qr"' in text(made)
    assert not made.cookies
    assert "No place is called" in text(client.get("/en/kiosk/?q=%3Cscript%3E"))


def test_a_screen_knows_its_version(client: Client) -> None:
    newest = client.get("/kiosk/version.json").json()["version"]
    assert f'data-version="{newest}"' in text(client.get(STATION))
    worker = client.get("/kiosk/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-cache" in worker["Cache-Control"]
