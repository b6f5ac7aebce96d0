"""Every source page: axe finds nothing at a desk and on a phone, and it fits every size."""

from dataclasses import dataclass

import msgspec
import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.catalogue import services
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.ingest.models import LayerCheck, Quarantined, RawPayload
from simin.ingest.reconciliation import Layer
from tests.browser.conftest import Findings
from tests.browser.standing import LOOKS, open_look, signed_in, too_wide, town_behind_server
from tests.factories import people, source_town
from tests.factories.datasets import NOON, define_parks, park

AIR = "/desk/sources/air-hourly-0"


@dataclass(frozen=True)
class Town:
    keeper: Account
    pages: list[str]


def build() -> Town:
    source_town.build(30)
    layers = [
        Layer(name="fetched", expected=9, found=9, aside={"unread": 2}),
        Layer(name="parsed", expected=7, found=6),
        Layer(name="shown", expected=25, found=24, places=1),
    ]
    LayerCheck.objects.create(
        feed="air-hourly-0", run="air-hourly-0@25", at=source_town.NOW, agrees=False, counted={},
        layers=msgspec.to_builtins(layers),
    )  # fmt: skip
    define_parks(source="source-0", feed="air-hourly-0")
    services.keep("parks", [park("a", longitude=127.0, latitude=37.5)], run=None, at=NOON)
    return Town(people.account("keeper", Role.SOURCE_ADMINISTRATOR), pages())


def pages() -> list[str]:
    held = Quarantined.objects.order_by("id").values_list("id", flat=True)[0]
    answer = RawPayload.objects.order_by("id").values_list("id", flat=True)[0]
    return [
        "/desk/sources/", f"{AIR}/", f"{AIR}/runs/", f"{AIR}/runs/air-hourly-0@25/",
        f"{AIR}/quarantine/", f"{AIR}/quarantine/{held}/", f"{AIR}/answers/{answer}/",
        "/desk/datasets/", "/desk/datasets/parks/?by=name",
        f"{AIR}/mapping/", f"{AIR}/pause/", f"{AIR}/back-fill/", "/desk/sources/none/",
    ]  # fmt: skip


transactional_db = town_behind_server(build)


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_and_every_size_fits(
    transactional_db: Town,
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    signed_in(page.context, live_server, transactional_db.keeper)
    for path in transactional_db.pages:
        open_look(page, live_server, path, language, theme, size)
        assert strict_findings(page) == [], path
        assert too_wide(page) == [], path
