"""Rules at a desk and on a phone: axe finds nothing, every size fits, and a rule is changed."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.alerts import queries, services
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.kit.clock import FixedClock, wire
from tests.browser.conftest import Findings
from tests.browser.standing import signed_in, too_wide, town_behind_server
from tests.factories import people
from tests.factories.alert_town import alerts, define, found_alert_town, hear, hour, rule
from tests.factories.request_town import COMPLAINTS, bring, days, define_requests, request

LOOKS = [("/en", "light", (1440, 900)), ("", "dark", (390, 844))]
PAGES = [
    "/desk/rules/",
    "/desk/rules/dust/",
    "/desk/rules/dust/edit/",
    "/desk/rules/new/",
    "/desk/rules/other/",
    "/desk/rules/tap/",
    "/desk/rules/tap/edit/",
]


@dataclass(frozen=True)
class Town:
    keeper: Account
    #: Number of an alert that stands.
    alert: int


def build() -> Town:
    found_alert_town()
    define_requests()
    tap = {"name": {"ko": "수돗물 민원", "en": "Tap water"}, "id": "tap"}
    complaints = {"kind": "rows", **COMPLAINTS, "over": days(7), "limit": 2}
    dust = rule(advice={"ko": "마스크", "en": "Wear a mask"})
    define(dust, rule(id="other"), rule(complaints, **tap))
    for number, value in enumerate((50, 80, 60, 30, 20, 10, 90)):
        hear(number, east=value, west=10)
    bring(6, request("a", 5), request("b", 6))
    wire(FixedClock(hour(7)))
    services.mute("other", until=hour(9), seen=1, why="works on the street", by="kim")
    return Town(people.account("keeper", Role.DUTY_OFFICER), alerts()[-1].pk)


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
    for path in [*PAGES, f"/desk/alerts/{transactional_db.alert}/mute/"]:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{live_server.url}{language}{path}?theme={theme}")
        assert strict_findings(page) == [], path
        assert too_wide(page) == [], path


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_rule_is_looked_at_on_the_past_and_saved(
    transactional_db: Town, live_server: LiveServer, page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    signed_in(page.context, live_server, transactional_db.keeper)
    page.goto(f"{live_server.url}/en/desk/rules/")
    page.get_by_role("link", name="Dust advisory").first.click()
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Limit").fill("70")
    page.get_by_role("button", name="See what it would have done").click()
    expect(page.get_by_text("would have fired 2 times")).to_be_visible()
    assert page.locator(".preview-timeline rect").count() == 2
    before = queries.rule("dust").revision
    page.get_by_label("Why").fill("looked at on the past")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The rule is saved").wait_for()
    assert queries.rule("dust").revision == before + 1
    page.get_by_text("When and where").click()
    expect(page.get_by_role("cell", name="goes on")).to_be_visible()
