"""The effect of a directive, what citizens are asked, and notifications: fit for everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.effects import queries
from simin.kit.clock import FixedClock
from simin.workflows import directive_names_effect
from simin.workflows.effects_are_estimated import estimate_due
from tests.browser.conftest import Findings
from tests.browser.standing import too_wide
from tests.factories.directive_town import reader, told
from tests.factories.effect_town import DAY, PLAIN, wobble
from tests.factories.observed import NOON, ZONE, observed, recorded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE = "2022-000001"


def measured(clock: FixedClock) -> int:
    """A directive whose window has ended; the number of its question."""
    directive_names_effect.draft(
        told(), replace(PLAIN, public=True), by=reader("mayor"), form_key="one"
    )
    noon = NOON.astimezone(UTC).replace(hour=3, minute=0)
    recorded(
        *(
            observed("air/pm25/east", noon + day * DAY, 40 + wobble(day) - 8 * (day >= 0))
            for day in range(-60, 16)
        ),
        at=NOON + 16 * DAY,
    )
    clock.advance(timedelta(days=16))
    assert estimate_due(clock.now(), ZONE) == 1
    question = queries.of_subject(f"directive/{ONE}")
    assert question is not None
    return question.id


def test_the_pages_say_it_fit_and_are_accessible(
    phone_of: Callable[[str], Page],
    live_server: LiveServer,
    clock: FixedClock,
    findings: Findings,
) -> None:
    number = measured(clock)
    page = phone_of("mayor")
    for path in (f"desk/directives/{ONE}/", f"noticed/{number}/", "desk/notifications/"):
        page.goto(f"{live_server.url}/en/{path}")
        assert findings(page) == []
        assert too_wide(page) == []
    page.goto(f"{live_server.url}/en/desk/directives/{ONE}/")
    expect(page.locator("#effect .effect-sentence")).to_have_text(
        re.compile(r"PM2\.5 fell by \d\.\d µg/m³ \(95 %: \d\.\d to \d+\.\d\)")
    )
    expect(page.locator("#effect svg.chart-drawing")).to_be_visible()
    page.goto(f"{live_server.url}/en/noticed/{number}/")
    page.get_by_role("button", name="Better").click()
    expect(page.get_by_text("Your answer is counted")).to_be_visible()
    assert queries.noticed(number)["better"] == 1
