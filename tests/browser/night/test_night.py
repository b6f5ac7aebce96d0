"""A whole night: a river rises, and what is there to act is used once, from signal to effect.

An alert fires and becomes an incident, whose procedure runs; the mayor directs from a phone; an
officer accepts and reports with a photo; the public is warned and the warning taken back; the
report is written; the effect is said, or that nothing can be said yet.
"""

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.night.people import address, river_rises
from tests.factories.directive_town import JPEG
from tests.integration.command.running import RunningCity

pytestmark = pytest.mark.browser
type Device = Callable[..., Page]
#: How long the engine, the worker and a loaded machine may take to show something.
PATIENCE = 45_000


def test_a_whole_night(city: RunningCity, device: Device, tmp_path: Path) -> None:
    duty, officer = device("duty"), device("officer", phone=True)
    mayor, citizen = device("mayor", phone=True), device(phone=True)
    river_rises(city, 4.2)
    incident = an_incident_is_opened(city, duty)
    the_procedure_runs(city, officer, duty, incident)
    directive = the_mayor_directs(city, mayor, incident)
    the_officer_reports(officer, city, tmp_path)
    the_mayor_closes(mayor)
    warning = the_public_is_warned(city, duty, device("publisher"), citizen, incident)
    the_warning_is_taken_back(city, duty, citizen, warning)
    the_report_is_written(city, duty, incident, directive)
    the_effect_is_said(city, mayor, directive)


def an_incident_is_opened(city: RunningCity, duty: Page) -> str:
    """The duty officer's list shows it by itself."""
    duty.goto(address(city, "desk/incidents/"))
    flood = duty.get_by_role("link", name=re.compile("River level")).first
    flood.click(timeout=PATIENCE)
    duty.wait_for_url(re.compile(r"/desk/incidents/\d{4}-\d+/"))
    return str(re.findall(r"\d{4}-\d{6}", duty.url)[0])


def the_procedure_runs(city: RunningCity, officer: Page, duty: Page, incident: str) -> None:
    """The officer measures the depth; what follows opens by itself."""
    officer.goto(address(city, "desk/"))
    officer.get_by_role("link", name="Measure the depth of water").click(timeout=PATIENCE)
    step = officer.locator(".step", has_text="Measure the depth of water")
    step.locator("summary[data-main]").click()
    step.get_by_label("The number").fill("4.2")
    step.get_by_label("of what").fill("m")
    step.get_by_role("button", name="Finish the step").click()
    duty.goto(address(city, f"desk/steps/of/{incident}/"))
    measured = duty.locator(".step", has_text="Measure the depth of water")
    expect(measured.locator(".step-state")).to_contain_text("done")
    expect(measured.locator(".evidence-number")).to_have_text("4.2 m")


def the_mayor_directs(city: RunningCity, mayor: Page, incident: str) -> str:
    """From the incident's card in two actions, with what should move by it."""
    mayor.goto(address(city, f"card/incident/{incident}"))
    mayor.get_by_role("link", name="Direct", exact=True).click()
    mayor.select_option("#addressee", label="Environment")
    mayor.fill("#title", "Close the riverside path")
    mayor.get_by_text("How it will be measured").click()
    mayor.select_option("#effect_indicator", "water/level")
    mayor.get_by_role("button", name="Issue it now").click()
    expect(mayor.get_by_text("Issued.", exact=True)).to_be_visible()
    return str(re.findall(r"\d{4}-\d{6}", mayor.url)[0])


def the_officer_reports(officer: Page, city: RunningCity, folder: Path) -> None:
    """It stands on the officer's desk; it is accepted and reported with a photo."""
    officer.goto(address(city, "desk/"))
    officer.get_by_role("link", name="Close the riverside path").first.click(timeout=PATIENCE)
    officer.get_by_role("button", name="Acknowledge").click()
    officer.get_by_role("button", name="Start").click()
    photo = folder / "path.jpg"
    photo.write_bytes(JPEG)
    officer.fill("#report-text", "Barriers stand at both ends.")
    officer.set_input_files("#report-file", photo)
    officer.get_by_role("button", name="Send the report").click()
    expect(officer.locator("article .directive-state")).to_contain_text("reported")


def the_mayor_closes(mayor: Page) -> None:
    mayor.reload()
    expect(mayor.get_by_text("Barriers stand at both ends.")).to_be_visible()
    mayor.get_by_role("button", name="Confirm that it was done").click()
    mayor.get_by_role("button", name="Close it").click()
    expect(mayor.locator("article .directive-state")).to_contain_text("closed")


def the_public_is_warned(
    city: RunningCity, duty: Page, publisher: Page, citizen: Page, incident: str
) -> str:
    """One drafts from the incident, a second person approves; a phone shows it by itself."""
    citizen.goto(address(city))
    duty.goto(address(city, f"desk/warnings/from/{incident}/"))
    duty.get_by_role("button", name="Save the draft").click()
    expect(duty.get_by_text("A second person approves it")).to_be_visible()
    publisher.goto(duty.url)
    publisher.get_by_role("button", name="Approve and warn the public").click()
    headline = publisher.locator("h1").first.inner_text()
    expect(warning_on(citizen, headline)).to_be_visible(timeout=PATIENCE)
    assert "<msgType>Alert</msgType>" in newest_cap_message(city)
    return headline


def the_warning_is_taken_back(city: RunningCity, duty: Page, citizen: Page, headline: str) -> None:
    duty.reload()
    duty.get_by_role("link", name="Cancel the warning").click()
    for reason in duty.locator("main form input[lang]").all():
        reason.fill("The water falls.")
    duty.get_by_role("button", name="Cancel the warning").click()
    expect(warning_on(citizen, headline)).to_have_count(0, timeout=PATIENCE)
    assert "<msgType>Cancel</msgType>" in newest_cap_message(city)


def warning_on(page: Page, headline: str) -> Locator:
    return page.locator('[data-card^="warning/"]', has_text=headline)


def newest_cap_message(city: RunningCity) -> str:
    """As a program that follows the feed reads it."""
    feed = read(f"http://127.0.0.1:{city.port}/cap/")
    return read(re.findall(r'application/cap\+xml" href="([^"]+)"', feed)[0])


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def the_report_is_written(city: RunningCity, duty: Page, incident: str, directive: str) -> None:
    """Closing the incident writes it: the steps, the directive, the warning, what was missed."""
    duty.goto(address(city, f"desk/incidents/{incident}/"))
    duty.get_by_role("button", name="Closed", exact=True).click()
    expect(duty.locator("[data-state]").first).to_have_text("Closed")
    duty.goto(address(city, f"desk/incidents/{incident}/report/"))
    for told in ("Measure the depth of water", directive, "Close the riverside path"):
        expect(duty.locator("main")).to_contain_text(told)
    paper = duty.request.get(address(city, f"desk/incidents/{incident}/report.pdf"))
    assert paper.body().startswith(b"%PDF-")


def the_effect_is_said(city: RunningCity, mayor: Page, directive: str) -> None:
    """So soon after nothing can be said, and that is what it says."""
    mayor.goto(address(city, f"desk/directives/{directive}/"))
    expect(mayor.locator(".effect-sentence")).to_contain_text(re.compile("Nothing can be said"))
