"""Who is on duty in the night, where they look, and how the river is made to rise."""

import json
import urllib.parse
import urllib.request

from playwright.sync_api import Page, ViewportSize

from simin.web.sign_in.people import PASSWORD
from tests.integration.command.running import RunningCity

PHONE = ViewportSize(width=390, height=844)
WALL = ViewportSize(width=1440, height=900)


def address(city: RunningCity, path: str = "") -> str:
    return f"http://localhost:{city.port}/en/{path}"


def sign_in(page: Page, city: RunningCity, username: str) -> None:
    page.goto(address(city, "account/login/"))
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


def river_rises(city: RunningCity, metres: float) -> None:
    """The gauge at the bridge sends a level, as its maker's program would."""
    said = city.simin("keys", "new", "gauge", "--origin", "synthetic").stdout
    key = said.split()[0]
    wanted = urllib.parse.quote("substringof('수위',name)")
    gauge = city.get(f"/sta/v1.1/Datastreams?$filter={wanted}")["value"][0]["@iot.id"]
    request = urllib.request.Request(
        f"http://127.0.0.1:{city.port}/sta/v1.1/Datastreams({gauge})/Observations",
        json.dumps({"result": metres}).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 201
