"""A phone and the room speak, keep what both agree to, and lose nothing without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.field import queries, services
from simin.domains.field.models import Report
from simin.web.field.entering import now
from tests.factories.field_town import FIRE
from tests.factories.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUBJECT = f"incident/{FIRE}"
#: Frames that were decoded by the remote picture's receiver.
DECODED = """async (root) => {
    const stats = await root.peer.pc.getStats();
    return Math.max(0, ...[...stats.values()].map((one) => one.framesDecoded ?? 0));
}"""


def decoded(page: Page) -> int:
    return int(page.locator("[data-call], [data-room-call]").evaluate(DECODED))


def state_of(page: Page) -> str:
    return page.locator("[data-call], [data-room-call]").get_attribute("data-state") or ""


def until_more_frames(page: Page, than: int) -> None:
    page.wait_for_function(
        f"async () => await ({DECODED})(document.querySelector("
        f"'[data-call], [data-room-call]')) > {than}"
    )


def test_they_speak_and_keep_what_both_agree_to(phone: Page, room: Page) -> None:
    phone.get_by_role("button", name="Call", exact=True).click()
    expect(room.locator("[data-call-state]")).to_have_text("Engine 3 calls")
    room.get_by_role("button", name="Answer").click()
    for page in (phone, room):
        expect(page.locator("[data-call-state]")).to_have_text("Connected")
        until_more_frames(page, 0)
        until_more_frames(page, decoded(page) + 5)
        page.wait_for_function("() => document.querySelector('[data-remote]').videoWidth > 0")
    before = room.locator("[data-remote]").evaluate("(video) => video.currentTime")
    room.wait_for_function(f"() => document.querySelector('[data-remote]').currentTime > {before}")

    room.get_by_role("button", name="Take a picture").click()
    expect(room.locator("[data-call-state]")).to_have_text("The picture stands in the timeline.")
    assert [one.kind for one in queries.photos_of(SUBJECT)] == ["snapshot"]

    # Without consent nothing is recorded.
    room.get_by_role("button", name="Record").click()
    expect(room.locator("[data-call-state]")).to_have_text("Waiting for consent on the phone")
    phone.get_by_role("button", name="No", exact=True).click()
    expect(phone.locator("[data-consent]")).to_be_hidden()
    room.get_by_role("button", name="Record").click()
    expect(room.get_by_role("button", name="Record")).to_have_attribute("aria-pressed", "false")
    assert not Report.objects.filter(kind="recording").exists()

    # With it, it is kept.
    room.get_by_role("button", name="Record").click()
    phone.get_by_role("button", name="Yes, record").click()
    expect(phone.locator("[data-recording]")).to_be_visible()
    room.wait_for_timeout(1500)
    room.get_by_role("button", name="Record").click()
    expect(room.locator("[data-call-state]")).to_have_text("The recording is kept.")
    kept = Report.objects.get(kind="recording")
    assert kept.media_type == "video/webm" and kept.size > 1000

    # A page that was opened again takes the call up where it was.
    phone.reload()
    phone.get_by_role("button", name="Answer").click()
    expect(phone.locator("[data-call-state]")).to_have_text("Connected")
    until_more_frames(phone, 5)

    phone.get_by_role("button", name="Hang up").click()
    expect(room.locator("[data-call-state]")).to_have_text("The call has ended.")
    told = [one.state for one in queries.reports_of(SUBJECT) if one.kind == "call"]
    assert told[0] == "ended" and told[-1] == "active"


def test_who_is_called_may_decline_and_who_calls_may_stop(phone: Page, room: Page) -> None:
    room.get_by_role("button", name="Call", exact=True).click()
    expect(phone.locator("[data-call-state]")).to_have_text("The situation room calls")
    phone.get_by_role("button", name="Decline").click()
    expect(room.locator("[data-call-state]")).to_have_text("The call was declined.")
    room.get_by_role("button", name="Call", exact=True).click()
    expect(phone.get_by_role("button", name="Answer")).to_be_visible()
    room.get_by_role("button", name="Hang up").click()
    expect(phone.locator("[data-call-state]")).to_have_text("Nobody answered.")
    told = [one.state for one in queries.reports_of(SUBJECT)]
    assert told == ["missed", "declined"]

    # A room that is left ends the call, and the phone's camera goes off with it.
    room.get_by_role("button", name="Call", exact=True).click()
    phone.get_by_role("button", name="Answer").click()
    expect(room.locator("[data-call-state]")).to_have_text("Connected")
    assert phone.locator("[data-local]").evaluate("(video) => video.srcObject.active")
    room.goto("about:blank")
    expect(phone.locator("[data-call-state]")).to_have_text("The call has ended.")
    assert phone.locator("[data-local]").evaluate("(video) => video.srcObject === null")


def test_what_is_sent_without_a_network_waits_and_goes_out_in_order(
    phone: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    file = tmp_path / "site.jpg"
    file.write_bytes(photo(3000, 2000))
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.fill("#text", "Smoke on the stairs")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.locator("#text")).to_have_value("")
    phone.fill("#text", "Third floor")
    phone.set_input_files("#photo", [file, file])
    expect(phone.locator("[data-queue] li")).to_have_count(3)
    expect(phone.locator("#text")).to_have_value("")
    assert phone.locator("#photo").evaluate("(input) => input.files.length") == 0
    phone.get_by_role("button", name="Arrived").click()
    expect(phone.locator("[data-queue] li")).to_have_count(4)
    expect(phone.locator("[data-queue-state]")).to_contain_text("(4)")
    assert not Report.objects.exists()

    phone.context.set_offline(False)
    expect(phone.locator("[data-queue] li")).to_have_count(0)
    sent = Report.objects.exclude(kind="state").order_by("id").values_list("kind", "text")
    words = [("text", "Smoke on the stairs"), ("photo", "Third floor"), ("photo", "")]
    assert list(sent) == words
    expect(phone.locator("[data-queue-state]")).to_have_text("Sent")
    expect(phone.locator("[data-unit-state]")).to_have_text("Arrived")

    # What was written before a page was closed goes out when it is opened again; what is written
    # for a link that has ended stays where it can be read.
    phone.context.set_offline(True)
    phone.fill("#text", "From the roof")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.locator("[data-queue] li")).to_have_count(1)
    phone.context.set_offline(False)
    phone.reload()
    expect(phone.locator("[data-queue] li")).to_have_count(0)
    assert Report.objects.filter(text="From the roof").count() == 1
    link = queries.invitations_of(SUBJECT)[0]
    services.revoke(link.handle, by="duty", now=now())
    phone.fill("#text", "Nobody reads this")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.locator("[data-ended]")).to_contain_text("taken back")
    expect(phone.locator("[data-queue] li")).to_contain_text("Nobody reads this")
