"""A day at the board: a feed dies, one drifts, one freezes; a mapping is mended, a past fetched.

The sources are played on loopback; the runs are the runner's own.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found, Severity
from simin.ingest.feeds import Column, Feed, Mapping
from simin.ingest.oversight import mappings
from simin.ingest.oversight.declared import declare
from simin.kit.clock import SystemClock, wire
from simin.sources.csv import KIND as CSV
from tests.factories.city_server import city_server, reply
from tests.factories.feed_bench import Bench
from tests.factories.observed import found_observed_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOOD = b"station,pm10\nA,12\nB,30\n"
RENAMED = b"station,pm10_value\nA,12\nB,30\n"


@pytest.fixture
def bench(transactional_db: None) -> Iterator[Bench]:
    found_observed_town()
    with city_server() as city:
        bench = Bench(city, kinds={"csv": CSV})
        wire(bench.clock)
        yield bench
    wire(SystemClock())


def table(bench: Bench, name: str) -> Feed:
    columns = (Column(field="pm10", to="pm10", required=True),)
    mapping = Mapping(into="row", key=("station",), columns=columns)
    return bench.feed(f"/{name}", id=name, kind="csv", mapping=mapping, backfill_step=86400)


def in_effect(feed: Feed) -> Feed:
    return mappings.in_effect([feed])[0]


def csv(body: bytes) -> bytes:
    return reply(body, content_type="text/csv")


def tile(page: Page, name: str) -> str:
    return page.locator(f"#tile-{name} .tile-state").inner_text()


def test_what_goes_wrong_is_seen_and_mended(
    bench: Bench, keeper: Page, live_server: LiveServer
) -> None:
    names = ("killed", "drifting", "frozen", "well")
    feeds = {name: table(bench, name) for name in names}
    declare(list(feeds.values()), [], missing={}, replayed=False)
    for name, feed in feeds.items():
        bench.city.on(f"/{name}", csv(GOOD))
        bench.run(feed)
    keeper.goto(f"{live_server.url}/en/desk/sources/")
    expect(keeper.locator(".board-well")).to_be_visible()

    bench.city.on("/killed", reply(status="503 Service Unavailable"))
    bench.city.on("/drifting", csv(RENAMED))
    bench.clock.at += timedelta(minutes=10)
    for feed in feeds.values():
        bench.run(feed)
    frozen = Found(detector="frozen", severity=Severity.DOUBTFUL, evidence={"hours": 6})
    observations.report_findings(
        source="network", feed="frozen", detectors={"frozen"}, found=[frozen],
        at=bench.clock.now(), run="frozen@2",
    )  # fmt: skip
    # The open board sees it by itself.
    expect(keeper.locator(".is-wrong .tile")).to_have_count(3, timeout=15_000)
    seen = {name: tile(keeper, name) for name in names}
    assert seen == {
        "killed": "down", "drifting": "in quarantine", "frozen": "suspect", "well": "live",
    }  # fmt: skip

    keeper.click("#tile-drifting")
    keeper.click("text=Mapping")
    area = keeper.locator("#text")
    area.fill(area.input_value().replace('field = "pm10"', 'field = "pm10_value'))
    keeper.click("text=See what it would give")
    expect(keeper.locator("#faults")).to_contain_text("line")
    area.fill(area.input_value().replace('"pm10_value', '"pm10_value"'))
    keeper.click("text=See what it would give")
    expect(keeper.locator(".compare-table")).to_contain_text("Rejected")
    keeper.fill("[name=why]", "The source renamed its column")
    keeper.click("text=Save and replay")
    expect(keeper.locator(".doing")).to_contain_text("waits for the engine")
    bench.beat(in_effect(feeds["drifting"]))
    expect(keeper.locator(".doing")).to_contain_text("complete", timeout=15_000)
    bench.run(in_effect(feeds["drifting"]))
    keeper.goto(f"{live_server.url}/en/desk/sources/")
    assert tile(keeper, "drifting") == "live"


def test_the_progress_of_a_back_fill_is_seen(
    bench: Bench, keeper: Page, live_server: LiveServer
) -> None:
    feed = table(bench, "past")
    declare([feed], [], missing={}, replayed=False)
    bench.city.on("/past", csv(GOOD))
    bench.run(feed)
    keeper.goto(f"{live_server.url}/en/desk/sources/past/")
    keeper.click("text=Back-fill")
    keeper.fill("[name=from]", "2022-03-01T00:00")
    keeper.fill("[name=until]", "2022-03-05T00:00")
    keeper.click("button:has-text('Start')")
    expect(keeper.locator(".doing-progress")).to_contain_text("0 %")
    bench.beat(feed)
    expect(keeper.locator(".doing-progress")).to_contain_text("25 %", timeout=15_000)
    bench.beats(3, feed)
    expect(keeper.locator(".doing-progress")).to_contain_text("100 %", timeout=15_000)
    expect(keeper.locator(".doing")).to_contain_text("4 runs")


def test_the_board_is_used_by_keyboard(bench: Bench, keeper: Page, live_server: LiveServer) -> None:
    feed = table(bench, "killed")
    declare([feed, table(bench, "well")], [], missing={}, replayed=False)
    bench.city.on("/killed", reply(status="503 Busy"))
    bench.run(feed)
    keeper.goto(f"{live_server.url}/en/desk/sources/")
    keeper.focus("[name=q]")
    keeper.keyboard.type("kil")
    keeper.keyboard.press("Enter")
    expect(keeper.locator(".tile")).to_have_count(1)
    keeper.focus("#tile-killed")
    keeper.keyboard.press("Enter")
    expect(keeper.locator("h1")).to_have_text("killed")
