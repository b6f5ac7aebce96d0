"""The map's own answers, and the map in a page."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_the_outline_holds_every_district(client: Client) -> None:
    response = client.get("/city/outline.geojson")
    kinds = [one["properties"]["kind"] for one in response.json()["features"]]
    assert kinds == ["district"] * 4
    assert response["Content-Type"] == "application/geo+json"
    again = client.get("/city/outline.geojson", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert not response.cookies


def test_facilities_are_points_that_may_be_kept(client: Client) -> None:
    response = client.get("/city/facilities/shelter.geojson")
    assert len(response.json()["features"]) == 4
    assert "max-age=3600" in response["Cache-Control"]


def test_an_unknown_kind_of_facility(client: Client) -> None:
    assert client.get("/city/facilities/none.geojson").status_code == 404


def test_the_drawing_shades_links_and_tells_every_district(client: Client) -> None:
    page = client.get("/en/").content.decode()
    svg = page[page.index('<svg class="map"') : page.index("</figure>")]
    links = re.findall(r'<a class="level-([a-z-]+)" data-district="(\w+)" href="([^"]+)"', svg)
    assert [district for _, district, _ in links] == ["east", "west", "north", "south"]
    assert links[3][0] == "unknown"
    assert links[0][2] == "/en/card/air/pm25?district=east"
    assert svg.count("<tr data-row=") == 4
    assert svg.count('class="incident') == 1


def test_the_private_incident_is_not_on_the_publics_map(client: Client, mayor: Client) -> None:
    assert "2022-000002" not in _incidents(client.get("/en/").content.decode())


def _incidents(page: str) -> str:
    return page[
        page.index('class="map-incidents"') : page.index(
            "</svg>", page.index('class="map-incidents"')
        )
    ]
