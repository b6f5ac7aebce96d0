"""A place's page answers "is it all right here?" from the public picture, and leaves no trace."""

import json

import pytest
from django.test import Client


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    assert not response.cookies
    return response.content.decode()


def test_a_neighbourhood_shows_its_signs_values_beside_the_city_and_incidents(
    client: Client,
) -> None:
    page = text(client, "/en/near/east/mill-dong/")
    for shown in (
        "Mill-dong",
        'class="near-verdict"',
        'data-card="air/pm25"',
        'data-bind="whole"',
        "no. ",
        "Air network",
        'data-in="east"',
        "/card/incident/2022-000001",
        "No warning is in force here.",
        "Lake-dong",
    ):
        assert shown in page, shown


def test_an_incident_of_another_district_is_not_here(client: Client) -> None:
    assert "/card/incident/2022-000001" not in text(client, "/en/near/west/")


@pytest.mark.parametrize("typed", ["lake", "LAKE", "호수", "east lake"])
def test_the_only_place_of_a_name_is_shown_at_once(client: Client, typed: str) -> None:
    answer = client.get("/en/near/", {"q": typed})
    assert (answer.status_code, answer["Location"]) == (302, "/en/near/east/lake-dong/")


def test_several_are_listed_and_none_says_so(client: Client) -> None:
    assert text(client, "/en/near/?q=dong").count("place-list") >= 2
    page = text(client, "/en/near/?q=atlantis<b>")
    assert "No place is called “atlantis&lt;b&gt;”" in page
    assert 'value="atlantis&lt;b&gt;"' in page


@pytest.mark.parametrize("address", ["/en/near/nowhere/", "/en/near/west/mill-dong/"])
def test_a_place_that_is_not_there_is_told(client: Client, address: str) -> None:
    assert "The city has no place" in text(client, address, 404)


def test_the_browser_gets_all_places_at_once(client: Client) -> None:
    found = json.loads(text(client, "/city/places.json"))
    assert len(found) == 6
    assert sorted(place[0] for place in found)[:3] == ["east", "east/lake-dong", "east/mill-dong"]
    answer = client.get("/city/places.json")
    again = client.get("/city/places.json", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_only_pages_that_ask_for_it_may_ask_the_browser_where_somebody_is(client: Client) -> None:
    for address in ("/en/near/", "/en/near/east/", "/en/"):
        assert "geolocation=(self)" in client.get(address)["Permissions-Policy"]
    for address in ("/en/card/air/pm25", "/en/account/login/"):
        assert "geolocation=()" in client.get(address)["Permissions-Policy"]
