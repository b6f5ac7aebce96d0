"""Opens the citizen's page in Chromium on a slow line (1.6 Mbit/s, 150 ms) and says what it took.

First view: the page, its styles and scripts, compressed as they were sent; fonts, map and charts
come after it and are counted apart. First live change: from the start of navigation until the page
shows another frame than the one the server rendered. Without JavaScript: the page must show stage,
map, numbers and news. The limits are those of the issue; there is no peer. Prints a table and
writes ``benchmarks/results/page.json``.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.start.__main__ import city_variables, end, first_snapshot, row, run
from tests.browser.chromium import find_chromium

RESULTS = Path(__file__).resolve().parent.parent / "results"
BYTES_LIMIT = 100.0
SECONDS_LIMIT = 2.0
ROUNDS = 5
#: 1.6 Mbit/s each way, 150 ms there and back.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
LATER = (
    "/fonts",
    "fonts-",
    "map-",
    "chart-",
    "/dist/files/",
    ".woff2",
    "/live/stream",
    "/city/facilities",
)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]

#: Notes when the picture's number on the page first changes.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector('[data-bind="picture"]');
  const before = shown.textContent;
  new MutationObserver(() => {
    if (shown.textContent !== before) window.firstChange ??= performance.now();
  }).observe(shown, {subtree: true, characterData: true, childList: true});
});
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        variables = city_variables(home)
        run(["init", "seoul"], variables)
        process = subprocess.Popen([sys.executable, "-m", "simin", "up"], env=variables)
        try:
            address = f"http://localhost:{variables['SIMIN_PORT']}/"
            first_snapshot(f"{address}live/snapshot", process)
            report(*measure(address))
        finally:
            end(process)


def measure(address: str) -> tuple[list[float], list[float], list[float], str]:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found; set SIMIN_CHROMIUM to one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        opened = [open_page(browser, address) for _ in range(ROUNDS + 1)][1:]
        check_without_script(browser, address)
        version = browser.version
        browser.close()
    first, later, change = zip(*opened, strict=True)
    return list(first), list(later), list(change), version


def open_page(browser: Browser, address: str) -> tuple[float, float, float]:
    """kB of the first view, kB after it, seconds to the first live change."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR")
    page = context.new_page()
    page.add_init_script(WATCH)
    sizes = count_bytes(page)
    page.goto(address, wait_until="commit")
    seconds = seconds_to_first_change(page)
    page.wait_for_timeout(1500)
    later = sum(size for url, size in sizes.items() if is_later(url))
    total = sum(sizes.values())
    context.close()
    return (total - later) / 1000, later / 1000, seconds


def seconds_to_first_change(page: Page) -> float:
    """Asked again and again, since the page's policy forbids waiting for an expression."""
    for _ in range(600):
        moment = page.evaluate("() => window.firstChange ?? 0")
        if moment:
            return float(moment) / 1000
        page.wait_for_timeout(50)
    raise SystemExit("the page did not come to life within 30 s")


def count_bytes(page: Page) -> dict[str, int]:
    """Bytes received for each address, as Chromium's network saw them, headers included."""
    sizes: dict[str, int] = {}
    addresses: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)

    def requested(event: dict) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def finished(event: dict) -> None:
        url = addresses[event["requestId"]]
        sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", requested)
    session.on("Network.loadingFinished", finished)
    return sizes


def is_later(url: str) -> bool:
    return any(part in url for part in LATER)


def check_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    page.goto(address)
    for what in ("svg path", "[data-card]", "[data-bind='picture']", "main h2"):
        assert page.locator(what).count() > 0, f"without JavaScript the page lacks {what}"
    context.close()


def report(first: list[float], later: list[float], change: list[float], version: str) -> None:
    rows = [
        row("citizen page, first view, compressed", statistics.median(first), BYTES_LIMIT, "kB"),
        row("first live change on a slow line", statistics.median(change), SECONDS_LIMIT, "s"),
    ]
    for each in rows:
        each["versions"] = {"peer": "limit of the issue", "chromium": version}
        verdict = "met" if float(str(each["ratio"])) <= 1 else "SHORT"
        print(
            f"{each['case']:<45} {each['ours']:>8} {each['unit']:<4} "
            f"limit {each['peer']:>6}  {verdict}"
        )
    print(f"after the first view (fonts, map, charts, live): {statistics.median(later):.0f} kB")
    print("changes:", " ".join(f"{seconds:.2f}" for seconds in change))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "page.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
