"""The wall of a public hall: the public picture, section by section, in each language."""

import pytest
from django.test import Client

from tests.factories import kiosk_town
from tests.standing import standing

pytestmark = pytest.mark.django_db
town = standing(kiosk_town.build, autouse=True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "휴대전화로 보는 QR"),
        ("en", "The same picture as the mayor"),
        ("zh-hans", "与市长所见相同的画面"),
        ("ja", "市長と同じ画面"),
    ],
)
def test_it_speaks_four_languages_and_asks_nobody_who_they_are(
    client: Client, language: str, said: str
) -> None:
    answer = client.get(f"/wall/?language={language}&turn=30")
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert said in page and 'class="qr"' in page
    assert '"spot": null' in page and '"reset": 30' in page
    for section in ("start", "happening", "news"):
        assert f'data-panel="{section}"' in page


def test_it_shows_nothing_that_is_withheld(client: Client) -> None:
    page = client.get("/wall/?language=en").content.decode()
    assert "withheld" in page
    assert "Needs you now" not in page


def test_its_other_languages_keep_the_time_of_a_section(client: Client) -> None:
    page = client.get("/wall/?languages=ko,en&turn=30").content.decode()
    assert 'href="?languages=ko,en&amp;turn=30&amp;language=en"' in page
