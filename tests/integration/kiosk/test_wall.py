"""The wall of a public hall: the public picture, section by section, in each language."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from simin.domains.picture import queries, services
from simin.domains.picture.frame import View
from tests.factories import card_town, kiosk_town
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


def nobody_has_published() -> None:
    snapshot = queries.current(View.OFFICE)
    assert snapshot is not None
    news = [card.id for card in snapshot.cards if card.kind == "news"]
    services.publish(
        changed=(), removed=news, at=datetime.now(UTC), city_time=card_town.NOW, speed=1.0
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/wall/?language=en", "Nothing has been published yet."),
        ("/wall/?language=ja", "まだお知らせはありません。"),
        ("/wall/?language=zh-hans", "暂无消息发布。"),
        ("/kiosk/station/central/?language=en", "Nothing has been published yet."),
    ],
)
def test_without_news_it_says_so(client: Client, address: str, said: str) -> None:
    nobody_has_published()
    page = client.get(address).content.decode()
    line = page[page.index("data-kiosk-empty") :].partition("</p>")[0]
    assert said in line and "hidden" not in line.partition(">")[0]


def test_its_other_languages_keep_the_time_of_a_section(client: Client) -> None:
    page = client.get("/wall/?languages=ko,en&turn=30").content.decode()
    assert 'href="?languages=ko,en&amp;turn=30&amp;language=en"' in page
