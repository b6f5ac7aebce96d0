"""A real city with a feed killed, one that drifts and one that is frozen, seen on the open board.

The city is a process of its own with its engine; its systems are played on loopback. Nothing is
reported by hand: runs, schema drift and stillness are found by the engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simin.domains.identity.roles import Role
from tests.factories import faulty_city
from tests.factories.city_server import city_server
from tests.factories.people import PASSWORD
from tests.integration.command.running import RunningCity, running_city

#: The board tells within a minute, and without being loaded again.
MINUTE = 60_000


@dataclass
class Stage:
    city: RunningCity
    systems: faulty_city.Systems

    @property
    def address(self) -> str:
        return f"http://localhost:{self.city.port}/en"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with city_server() as going, city_server() as lost, running_city(tmp_path / "city") as city:
        systems = faulty_city.Systems(lost, going)
        pack = faulty_city.write(tmp_path / "pack", systems)
        city.make(str(pack), "--real-time")
        opened = city.simin(
            "accounts", "open", "keeper", "--role", Role.SOURCE_ADMINISTRATOR,
            "--password-stdin", told=f"{PASSWORD}\n",
        )  # fmt: skip
        assert opened.returncode == 0, opened.stderr
        city.start()
        yield Stage(city, systems)


def sign_in(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.address}/account/login/")
    page.fill("[name=login]", "keeper")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/sources/")


def test_the_open_board_tells_what_went_wrong_and_why(stage: Stage, page: Page) -> None:
    sign_in(page, stage)
    for name in ("killed", "drifting", "well"):
        expect(page.locator(f"#tile-{name} .tile-state")).to_have_text("live", timeout=MINUTE)
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    stage.systems.kill()
    stage.systems.drift()
    killed, drifting, frozen = (
        page.locator(f".is-wrong #tile-{name}") for name in ("killed", "drifting", "frozen")
    )
    expect(killed).to_contain_text("Without an answer since", timeout=MINUTE)
    expect(drifting).to_contain_text("pm10 is now pm10_value", timeout=MINUTE)
    expect(frozen).to_contain_text("doubted (frozen)", timeout=MINUTE)
    expect(page.locator("#tile-well .tile-state")).to_have_text("live")
    assert loads == []

    said = {
        "killed": ("down", "No connection to the source came about."),
        "drifting": ("in quarantine", "the column pm10 is called pm10_value now"),
        "frozen": ("suspect", "values in a row are 1.73"),
    }
    for name, (state, why) in said.items():
        page.goto(f"{stage.address}/desk/sources/{name}/")
        expect(page.locator(".source-state")).to_have_text(state)
        expect(page.locator("main")).to_contain_text(why)
