"""Without JavaScript a form shows the page as it was known; what is not kept is said."""

import pytest
from django.test import Client

from simin.domains.picture import queries
from simin.domains.places import queries as places
from tests.factories import screen_city
from tests.standing import standing

town = standing(screen_city.build)
pytestmark = pytest.mark.usefixtures("town", "db")


def page(client: Client, at: str) -> str:
    return client.get("/en/", {"at": at}).content.decode()


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
def test_a_kept_moment_says_that_it_is_not_live(client: Client, form: str) -> None:
    """A form writes minutes only; what happened within one belongs to it."""
    shown = queries.moments()[-1][1].astimezone(places.zone())
    found = page(client, f"{shown:{form}}")
    assert "As known at" in found and "not live" in found
    assert '"past": true' in found
    assert 'href="/en/"' in found


@pytest.mark.parametrize("asked", ["1999-01-01T00:00", "yesterday", "0001-01-01T00:00", "\0"])
def test_what_is_not_kept_is_said_and_the_live_picture_stays(client: Client, asked: str) -> None:
    found = page(client, asked)
    assert "That moment is not kept; the oldest is" in found
    assert '"past": false' in found


def test_the_live_page_says_nothing_of_it(client: Client) -> None:
    assert "That moment is not kept" not in page(client, "")
