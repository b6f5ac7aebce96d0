"""What each kind of card shows on its page."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.test import Client

from simin.domains.indicators import cards as indicator_cards
from simin.domains.picture import queries
from simin.domains.picture import services as picture
from simin.domains.picture.models import Checkpoint, StoredFrame
from tests.factories import card_town
from tests.factories import indicators as measured

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
FIRE, FLOOD = "/card/incident/2022-000001", "/card/incident/2022-000003"


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def page(client: Client) -> str:
    return text(client, "/en/card/air/pm25?district=west")


def test_an_indicator_shows_number_level_trust_history_districts_rows_and_lineage(
    page: str,
) -> None:
    for shown in (
        '<span class="value" data-bind="value">',
        'class="pill level-',
        "Air network",
        "replayed 2021-03-06",
        'class="chart-line look-city"',
        'class="chart-line look-district-1"',
        "Raw rows",
        "air/pm25/west",
        "CC-BY-4.0",
        "Naru climate office",
        "run-7",
        "≤ 15",
        "Climate office",
        "<dt>Known defect</dt><dd>Measured during maintenance</dd>",
        ">West · Fine dust</option>",
    ):
        assert shown in page, shown


def test_a_district_without_a_value_is_unknown_and_comes_last(client: Client) -> None:
    page = text(client, "/en/card/air/pm25?sort=smallest")
    table = page[page.index('<table class="districts"') :]
    names = [name for name in ("East", "West", "North", "South") if name in table]
    assert names == ["East", "West", "North", "South"]
    row = table[table.index(">South<") :]
    assert row.index("No data") < row.index("</table>")
    assert all(table.index(f">{name}<") < table.index(">South<") for name in names[:3])


def test_districts_have_a_rank_whatever_the_order(client: Client) -> None:
    def ranks(sort: str) -> dict[str, str]:
        page = text(client, f"/en/card/air/pm25?sort={sort}")
        row = r'data-district-row="(\w+)".*?data-bind="row-rank">([^<]+)<'
        return dict(re.findall(row, page, re.DOTALL))

    largest = ranks("largest")
    assert list(largest.values()) == ["1", "2", "3", "–"]
    assert ranks("smallest") == largest == ranks("name")


def test_a_sum_is_told_by_its_shares_and_a_mean_by_differences(client: Client) -> None:
    assert ">To the city<" in text(client, "/en/card/air/pm25")
    measured.define(replace(measured.PM25, aggregate="sum"))
    card_town.publish(indicator_cards.cards(None, card_town.NOW))
    page = text(client, "/en/card/air/pm25")
    assert ">Of the city<" in page and "data-summed" in page
    shares = re.findall(r'data-bind="row-apart">([\d.]+) %<', page)
    assert len(shares) == 3 and abs(sum(map(float, shares)) - 100) < 0.2


def test_the_first_span_that_holds_a_value_is_shown(client: Client) -> None:
    """Without one the day; a span that was asked for stands, empty or not."""
    now = card_town.NOW + timedelta(days=3)
    later = msgspec.structs.replace(card_town.news_card(), rank=5)
    picture.publish(changed=[later], at=datetime.now(UTC), city_time=now, speed=1.0)
    shown = text(client, "/en/card/air/pm25")
    assert 'data-range="week" aria-current="true"' in shown and "chart-line" in shown
    asked = text(client, "/en/card/air/pm25?range=day")
    assert 'data-range="day" aria-current="true"' in asked
    assert "No value has arrived in this span." in asked


def test_an_incident_shows_its_steps_timeline_and_response_against_target(client: Client) -> None:
    page = text(client, "/en" + FIRE)
    assert page.count('class="is-done"') == 4
    assert page.count('class="is-current"') == page.count('aria-current="step"') == 1
    assert "on scene after 9 min" in page
    assert "beyond the target of 7 min" in page
    timeline = page[page.index("data-timeline>") :]
    assert timeline[: timeline.index("</tbody>")].count("<tr>") == 5
    assert 'class="map-incidents"' in page


def test_an_incident_that_left_the_picture_keeps_its_page(client: Client) -> None:
    page = text(client, "/en" + FLOOD)
    assert "This has left the live picture" in page


def test_the_stage_lists_its_criteria(client: Client) -> None:
    assert "Published criteria" in text(client, "/en/card/city/stage")


def test_news_links_to_its_source_and_says_its_language(client: Client) -> None:
    page = text(client, f"/en/card/{card_town.NEWS}")
    assert 'href="https://naru.example/news/1"' in page
    assert 'lang="ko"' in page


def test_a_link_that_is_not_of_the_web_is_not_made(client: Client) -> None:
    card = card_town.news_card()
    bad = msgspec.structs.replace(card, body={**card.body, "link": "javascript:alert(1)"})
    card_town.publish([bad])
    assert "javascript:" not in text(client, f"/en/card/{card_town.NEWS}")


def test_a_domain_leads_to_its_indicator(client: Client) -> None:
    assert client.get("/card/domain/air")["Location"] == "/card/air/pm25"


def test_no_such_card(client: Client) -> None:
    page = text(client, "/en/card/air/none%3Cscript%3E", 404)
    assert "No such card" in page
    assert "<script>" not in page.split("<main", 1)[1]


def test_korean_is_the_default(client: Client) -> None:
    page = text(client, "/card/air/pm25")
    assert '<html lang="ko"' in page
    assert "초미세먼지" in page


def test_before_the_first_picture(client: Client) -> None:
    StoredFrame.objects.all().delete()
    Checkpoint.objects.all().delete()
    queries.forget_kept()
    assert client.get("/card/air/pm25").status_code == 503
