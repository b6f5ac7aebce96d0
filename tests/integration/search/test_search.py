"""Whatever the city shows is found by words in either language; what is withheld never is."""

import pytest
from django.test import Client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("pm2.5", "/en/card/air/pm25"),
        ("미세먼지", "/en/card/air/pm25"),
        ("fire", "/en/card/incident/2022-000001"),
        ("mill", "/en/near/east/mill-dong/"),
        ("방앗간", "/en/near/east/mill-dong/"),
        ("EAST", "/en/near/east/"),
    ],
)
def test_a_thing_is_found_in_both_languages(client: Client, asked: str, shown: str) -> None:
    assert f'href="{shown}"' in text(client, f"/en/search/?q={asked}")


def test_a_number_stands_with_its_trust_mark(client: Client) -> None:
    page = text(client, "/en/search/?q=pm2&kind=indicator")
    assert (
        page.index('class="hit-figure"') < page.index("Air network") < page.index("replayed 2021")
    )


def test_kinds_are_facets_and_an_unknown_one_is_all(client: Client) -> None:
    page = text(client, "/en/search/?q=east")
    assert "kind=place" in page and 'aria-current="true"' in page
    assert text(client, "/en/search/?q=east&kind=nonsense&page=-1").count(
        "hit-title"
    ) == page.count("hit-title")


@pytest.mark.parametrize("asked", ["", "   ", "atlantis", "%00", "<script>", "a" * 500, "'--"])
def test_whatever_is_asked_gets_a_page(client: Client, asked: str) -> None:
    page = text(client, f"/en/search/?q={asked}")
    assert "<script>" not in page.partition("<main")[2].replace("<script type", "")
    if asked == "atlantis":
        assert "Nothing fits “atlantis”." in page


def test_what_is_withheld_is_not_found_by_its_words(client: Client) -> None:
    """The second incident is a rescue that is private; the office sees it under that name."""
    for asked in ("rescue", "2022-000002", "incident"):
        assert "2022-000002" not in text(client, f"/en/search/?q={asked}").partition("<ol")[2]


def test_an_incident_that_has_left_the_picture_is_found(client: Client) -> None:
    assert "/en/card/incident/2022-000003" in text(client, "/en/search/?q=flood")
