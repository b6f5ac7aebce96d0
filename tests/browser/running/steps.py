"""What the tests of the running city do and read."""

from typing import Any

from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from playwright.sync_api import Page

from simin.config import environment
from simin.kit.tickets import TICKET_SECONDS
from simin.web.presentation.numbers import figure
from simin.web.sign_in.people import PASSWORD
from tests.integration.command.running import RunningCity

#: What the page shows at one moment: number, short hash, and the value of each card of the moment.
SHOWN = """() => ({
    number: Number(document.querySelector('[data-bind=picture]').textContent.replace(/\\D/g, '')),
    hash: document.querySelector('[data-bind=hash]').textContent.replace(/\\s/g, ''),
    values: Object.fromEntries([...document.querySelectorAll('#now .indicator[data-form=open]')]
        .map((card) => [card.dataset.card, card.querySelector('[data-bind=value]').textContent])),
})"""


def address(city: RunningCity) -> str:
    return f"http://localhost:{city.port}"


def sign_in(page: Page, city: RunningCity) -> None:
    page.goto(f"{address(city)}/account/login/")
    page.fill("[name=login]", "mayor")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def published(city: RunningCity, number: int) -> dict[str, Any]:
    """The same three of the gateway's picture at frame ``number``."""
    snapshot = city.get(f"/live/snapshot?at={number}")
    values = {
        card["id"]: figure(card["body"]["value"], card["body"].get("decimals", 0))
        for card in snapshot["cards"]
        if card["form"] == "open" and card["kind"] == "indicator" and card["section"] == "now"
    }
    return {"number": snapshot["number"], "hash": snapshot["hash"][:8], "values": values}


def assert_same_picture(page: Page, city: RunningCity) -> None:
    seen = shown(page)
    truth = published(city, seen["number"])
    assert seen["values"]
    truth["values"] = {card: truth["values"][card] for card in seen["values"]}
    assert seen == truth


def wait_for_number(page: Page, above: int) -> int:
    """The number shown once it is above ``above``."""
    page.wait_for_function(f"above => ({SHOWN})().number > above", arg=above, timeout=60_000)
    return int(shown(page)["number"])


def used_up_soon(city: RunningCity, seconds: int) -> str:
    """The mayor's ticket as it was issued some minutes ago; ``seconds`` of it are left."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - TICKET_SECONDS + seconds

    secret = environment.read(city.variables).secret()
    return str(
        URLSafeTimedSerializer(secret, salt="simin.live.office", signer=Earlier).dumps("mayor")
    )
