"""Withheld is withheld: on the page, in the JSON, in the history and in the rows."""

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators import queries as indicators
from simin.domains.picture import services as picture
from simin.domains.picture.card import Release, Visibility, WithholdingReason
from simin.workflows import withheld_families
from tests.factories import card_town, incidents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
RESCUE = "incident/2022-000002"
SECRET = "Eastside"


def withhold_dust() -> None:
    release = Release(
        visibility=Visibility.WITHHELD,
        reason=WithholdingReason.INVESTIGATION,
        office={"en": "Climate office"},
        since=card_town.NOW,
    )
    card = indicator_cards.card("air/pm25", card_town.NOW)
    card_town.publish([msgspec.structs.replace(card, release=release)])


def test_the_public_sees_the_frame_the_reason_the_office_and_the_review(client: Client) -> None:
    page = client.get(f"/en/card/{RESCUE}").content.decode()
    for shown in ("Incident — withheld", "Privacy", "Fire brigade", "March 12, 2022", "Commitment"):
        assert shown in page, shown
    assert SECRET not in page


def test_the_json_of_the_public_holds_no_content(client: Client) -> None:
    response = client.get(f"/card/{RESCUE}.json")
    shown = response.json()
    assert shown["form"] == "withheld"
    assert len(shown["commitment"]) == 64
    assert not {"title", "body", "trust", "salt"} & shown.keys()
    assert SECRET not in response.content.decode()


def test_the_office_sees_it_and_nobody_keeps_it(mayor: Client) -> None:
    for address in (f"/en/card/{RESCUE}", f"/card/{RESCUE}.json"):
        response = mayor.get(address)
        assert SECRET in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in response


def test_a_private_incident_that_left_the_picture_stays_private(client: Client) -> None:
    incidents.advanced("2022-000002", "closed", 81)
    picture.publish(
        changed=[],
        removed=[RESCUE],
        at=card_town.NOW,
        city_time=card_town.NOW,
        speed=1.0,
    )
    page = client.get(f"/en/card/{RESCUE}").content.decode()
    assert "withheld" in page and SECRET not in page
    assert "Commitment" not in page
    assert SECRET not in client.get(f"/card/{RESCUE}.json").content.decode()


def test_without_the_second_factor_that_is_asked_for_the_office_sees_what_everyone_sees(
    mayor: Client, settings: Settings
) -> None:
    settings.SIMIN_REQUIRE_SECOND_FACTOR = True
    assert mayor.get(f"/card/{RESCUE}.json").json()["form"] == "withheld"


@pytest.mark.parametrize("part", ["history.json", "rows.csv"])
def test_series_and_rows_of_a_withheld_indicator_are_refused(client: Client, part: str) -> None:
    withhold_dust()
    response = client.get(f"/card/air/pm25/{part}")
    assert response.status_code == 403
    assert "investigation" in response.json()["detail"]


def test_series_and_rows_of_a_withheld_indicator_are_the_offices(mayor: Client) -> None:
    withhold_dust()
    for part in ("history.json", "rows.csv"):
        response = mayor.get(f"/card/air/pm25/{part}")
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]


def test_rows_of_a_withheld_indicator_leave_by_no_other_card(
    client: Client, mayor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/card/air/pm25/rows.csv"
    assert client.get(address).status_code == 200
    (family,) = {one.family for one, _ in indicators.lineage("air/pm25").streams}
    hidden = {family: Release(visibility=Visibility.WITHHELD)}
    monkeypatch.setattr(withheld_families, "as_published", lambda: hidden)
    assert client.get(address).status_code == 404
    assert mayor.get(address).status_code == 200
