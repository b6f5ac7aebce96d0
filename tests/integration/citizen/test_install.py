"""What a phone asks for to install the page, and what the worker is told."""

import io
import json

import pytest
from django.test import Client
from PIL import Image

from tests.factories import screen_city
from tests.standing import standing

town = standing(screen_city.build)
pytestmark = pytest.mark.usefixtures("town", "db")


@pytest.mark.parametrize(("prefix", "name"), [("", "시민시, 지금"), ("/en", "Simin, now")])
def test_the_manifest_names_the_city_in_the_language_of_the_page(
    client: Client, prefix: str, name: str
) -> None:
    answer = client.get(f"{prefix}/city/manifest.webmanifest")
    told = json.loads(answer.content)
    assert (told["name"], told["start_url"], told["display"]) == (name, f"{prefix}/", "standalone")
    for icon in told["icons"]:
        found = client.get(icon["src"])
        assert found["Content-Type"] == icon["type"]
        if icon["type"] == "image/png":
            side = Image.open(io.BytesIO(found.content)).size
            assert icon["sizes"] == f"{side[0]}x{side[1]}"


def test_the_worker_knows_its_build(client: Client) -> None:
    answer = client.get("/push-worker.js")
    told, _, _ = answer.content.decode().partition(";\n")
    worker = json.loads(told.removeprefix("self.SIMIN="))
    assert worker["first"][:2] == ["/", "/en/"]
    assert len(worker["version"]) == 12
    for address in worker["first"]:
        assert client.get(address).status_code == 200, address
