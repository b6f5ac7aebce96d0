"""An indicator in other people's pages, and the image of a link."""

import io

import pytest
from django.test import Client
from PIL import Image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_only_the_embedded_page_may_stand_in_a_frame_and_it_runs_nothing(client: Client) -> None:
    answer = client.get("/en/embed/card/air/pm25?district=west")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    page = answer.content.decode()
    assert "<script" not in page
    assert "Air network" in page and "West" in page
    assert "frame-ancestors 'none'" in client.get("/en/card/air/pm25")["Content-Security-Policy"]


@pytest.mark.parametrize("card", ["incident/2022-000001", "no/such", "air/pm25/x"])
def test_what_cannot_be_embedded_is_not_there(client: Client, card: str) -> None:
    assert client.get(f"/en/embed/card/{card}").status_code == 404


@pytest.mark.parametrize("card", ["air/pm25", "incident/2022-000001", "incident/2022-000002"])
def test_a_link_has_an_image_of_the_public_view(client: Client, mayor: Client, card: str) -> None:
    answer = client.get(f"/en/card/{card}/share.png")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert mayor.get(f"/en/card/{card}/share.png").content == answer.content


def test_the_page_names_its_image(client: Client) -> None:
    page = client.get("/en/card/air/pm25").content.decode()
    assert 'property="og:image" content="http://testserver/en/card/air/pm25/share.png"' in page
    assert "&lt;iframe src=" in page
