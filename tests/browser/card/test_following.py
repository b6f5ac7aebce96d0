"""A card's page follows the stream while it is open, and ends as what the server would write."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import services as incidents
from simin.domains.incidents.stage import Criterion, OpenIncidents, StageName
from simin.domains.picture import queries, services
from simin.domains.picture.card import Card, Release, Visibility, WithholdingReason
from simin.domains.picture.frame import View
from tests.browser.screens import sign_in, words_on
from tests.factories import card_town
from tests.factories import incidents as happening

pytestmark = pytest.mark.usefixtures("gateway")
#: The stream is refused here; frames are fetched every few seconds instead.
SLOW = 30_000
FIRE = "incident/2022-000001"
LANGUAGES = ["", "/en"]

STAGES = [
    StageName(level=1, name={"ko": "정상", "en": "Normal"}, colour="green"),
    StageName(level=2, name={"ko": "주의", "en": "Caution"}, colour="yellow"),
]
MANY = Criterion(
    id="many",
    level=2,
    text={"ko": "사건 {count}건", "en": "{count} incidents"},
    at_least=2,
    open_incidents=OpenIncidents(),
)

LAYOUT = """() => ({
    districts: [...document.querySelectorAll('[data-district-row]')].map((row) => row.innerText),
    shades: [...document.querySelectorAll('[data-district] path')]
        .map((area) => getComputedStyle(area).fill),
    steps: [...document.querySelectorAll('[data-step]')]
        .map((step) => [step.className, step.getAttribute('aria-current'), step.innerText]),
    rows: [...document.querySelectorAll('[data-timeline] tr, [data-units] li, .facts > div')]
        .filter((row) => row.checkVisibility()).map((row) => row.innerText),
    criteria: [...document.querySelectorAll('[data-criterion]')]
        .map((row) => [row.className, row.innerText]),
    level: getComputedStyle(document.querySelector('[data-page]')).getPropertyValue('--level'),
    stage: getComputedStyle(document.querySelector('[data-page]')).getPropertyValue('--stage'),
})"""


def now_card(card_id: str) -> Card:
    snapshot = queries.current(View.OFFICE)
    assert snapshot
    found = next(card for card in snapshot.cards if card.id == card_id)
    assert isinstance(found, Card)
    return found


def changed(card: Card, **body: object) -> Card:
    return msgspec.structs.replace(card, body={**card.body, **body})


def assert_as_from_the_server(live: Page, browser: Browser, address: str) -> None:
    still = browser.new_context(
        java_script_enabled=False, locale="en-GB", viewport={"width": 1440, "height": 900}
    ).new_page()
    still.goto(address)
    assert live.evaluate(LAYOUT) == still.evaluate(LAYOUT)
    assert words_on(live) == words_on(still)
    still.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_and_its_districts_change_in_place(
    live_server: LiveServer, page: Page, browser: Browser, language: str
) -> None:
    address = f"{live_server.url}{language}/card/air/pm25?sort=largest&district=west"
    page.goto(address)
    card = now_card("air/pm25")
    districts = {
        **card.body["districts"],
        "north": {"value": 90, "level": "very_bad"},
        "west": {"value": None, "level": "unknown"},
    }
    card_town.publish([changed(card, value=57, level="bad", districts=districts)])
    expect(page.locator(".card-head .value")).to_have_text("57", timeout=SLOW)
    expect(page.locator("[data-district-row]").first).to_have_attribute(
        "data-district-row", "north"
    )
    assert_as_from_the_server(page, browser, address)


def test_rows_stay_where_they_are_under_the_keyboard(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/card/air/pm25")
    order = page.locator("[data-district-row]")
    before = order.all_inner_texts()
    order.nth(1).get_by_role("link").focus()
    card = now_card("air/pm25")
    districts = {**card.body["districts"], "south": {"value": 99, "level": "very_bad"}}
    card_town.publish([changed(card, districts=districts)])
    expect(page.locator("[data-district-row=south] [data-bind=row-value]")).to_have_text(
        "99", timeout=SLOW
    )
    assert [text.split()[1] for text in order.all_inner_texts()] == [
        text.split()[1] for text in before
    ]
    expect(order.nth(1).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_incident_moves_through_its_states(
    live_server: LiveServer, page: Page, browser: Browser, language: str
) -> None:
    address = f"{live_server.url}{language}/card/{FIRE}"
    page.goto(address)
    happening.advanced("2022-000001", "under_control", 105)
    happening.advanced("2022-000001", "closed", 118)
    card_town.publish([incident_cards.card("2022-000001", card_town.NOW)])
    expect(page.locator("[data-timeline] tr")).to_have_count(7, timeout=SLOW)
    expect(page.locator("[data-fact=closed_at]")).to_be_visible()
    assert_as_from_the_server(page, browser, address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stage_shows_found_and_limit_and_changes(
    live_server: LiveServer, page: Page, browser: Browser, language: str
) -> None:
    incidents.define_stage(STAGES, [MANY])
    incidents.assess_stage(card_town.NOW)
    card_town.publish([incident_cards.stage_card(card_town.NOW)])
    address = f"{live_server.url}{language}/card/city/stage"
    page.goto(address)
    row = page.locator("[data-criterion=many]")
    expect(row).to_contain_text("기준 2" if not language else "limit 2")
    happening.advanced("2022-000001", "closed", 119)
    later = card_town.NOW + timedelta(minutes=1)
    incidents.assess_stage(later)
    card_town.publish([incident_cards.stage_card(later)])
    expect(row).to_contain_text("사건 0건" if not language else "0 incidents", timeout=SLOW)
    assert_as_from_the_server(page, browser, address)


def test_what_becomes_withheld_goes_at_once_and_the_page_says_why(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/en/card/{FIRE}")
    release = Release(visibility=Visibility.WITHHELD, reason=WithholdingReason.PRIVACY)
    card_town.publish([msgspec.structs.replace(now_card(FIRE), release=release)])
    band = page.locator("[data-band=card]")
    expect(band).to_contain_text("withheld from the public", timeout=SLOW)
    expect(page.locator("[data-page]")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_contain_text("withheld", timeout=SLOW)
    assert "Warehouse" not in page.content()


def test_what_leaves_the_picture_is_said_and_what_is_kept_loads_anew(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/en/card/{FIRE}")
    remove(FIRE)
    expect(page.locator("[data-band=card]")).to_contain_text("has left", timeout=SLOW)
    expect(page.locator(".past-card")).to_be_visible(timeout=SLOW)


def test_news_that_is_kept_no_longer_stays_readable(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/card/{card_town.NEWS}")
    with page.expect_response(lambda answer: answer.request.method == "HEAD") as asked:
        remove(card_town.NEWS)
    assert asked.value.status == 404
    expect(page.locator("[data-band=card]")).to_be_visible()
    expect(page.locator("[data-page]")).to_be_visible()


def remove(card_id: str) -> None:
    now = datetime.now(UTC)
    services.publish(changed=[], removed=[card_id], at=now, city_time=card_town.NOW, speed=1.0)


def test_the_office_follows_what_the_public_is_not_shown(
    live_server: LiveServer, page: Page
) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/en/card/incident/2022-000002")
    expect(page.get_by_text("not shown to citizens")).to_be_visible()
    happening.advanced("2022-000002", "arrived", 95)
    card_town.publish([incident_cards.card("2022-000002", card_town.NOW)])
    expect(page.locator("[data-timeline] tr")).to_have_count(2, timeout=SLOW)


def test_what_needs_attention_comes_and_goes(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/card/city/attention")
    entries = page.locator(".attention-entry")
    expect(entries).to_have_count(1)
    card_town.publish([card_town.attention_card("air/pm25", FIRE)])
    expect(entries).to_have_count(2, timeout=SLOW)
    expect(entries.first.get_by_role("link")).to_have_attribute("href", "/en/card/air/pm25")
    card_town.publish([card_town.attention_card()])
    expect(page.get_by_text("Nothing needs attention now.")).to_be_visible(timeout=SLOW)
