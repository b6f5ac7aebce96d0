"""The situation room under load: from the press of a key to the changed board.

A city with 10,000 incidents, 500 of them open, behind ``simin up`` with its engine and worker. A
Chromium takes one incident after another to its next state by keyboard: ``j`` and Enter choose it,
``a`` takes it on. Timed inside the page from the keydown of ``a`` until its line on the board says
the new state. Once with the live map, which this machine draws by software on the cores that the
city runs on, and once with the drawing that stands there where a browser has no WebGL. Correct
means: the board's count is the database's, and the state that the board says is the one that the
server keeps. Prints a table, each request's statements, and writes
``benchmarks/results/room.json``. The limit is that of the issue; there is no peer.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.start.__main__ import city_variables, end, first_snapshot, row, run
from tests.browser.chromium import ARGUMENTS, find_chromium

RESULTS = Path(__file__).resolve().parent / "results"
LIMIT = 200.0
#: Of the demonstration, whose password is public.
OFFICER, PASSWORD = "duty", "simin-demo"

#: What stands beside the board, and the browser's arguments for it.
MAPS = {
    "live map by software": ARGUMENTS,
    "drawn map": ("--no-sandbox", "--disable-background-networking", "--disable-3d-apis"),
}

#: Waits, in the page, for the line of the chosen incident to say another state.
WATCH = """
addEventListener("keydown", (event) => {
  if (event.key !== "a") return;
  const id = document.querySelector("[data-board] [aria-current]").dataset.select;
  const state = () => document.querySelector(`#row-${CSS.escape(id)} .room-state`)?.textContent;
  const [began, before] = [performance.now(), state()];
  window.tookMilliseconds = null;
  const look = new MutationObserver(() => {
    if (state() === before) return;
    look.disconnect();
    requestAnimationFrame(() => { window.tookMilliseconds = performance.now() - began; });
  });
  look.observe(document.querySelector("[data-board]"), {subtree: true, childList: true, characterData: true});
}, {capture: true});
"""  # noqa: E501

#: Whether the focused line is the incident that stands there in full.
SHOWN = """() => {
  const chosen = document.activeElement?.dataset.select;
  return chosen !== undefined && chosen === document.querySelector("[data-view]").dataset.shown;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="seoul")
    parser.add_argument("--over", type=int, default=9_500)
    parser.add_argument("--open", type=int, default=500, dest="opened")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--picture", help="where to put a picture of the board")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="simin-bench-") as home:
        variables = city_variables(home)
        run(["init", chosen.pack, "--speed", "1"], variables)
        ids = city("fill", variables, chosen.over, chosen.opened)
        statements = city("queries", variables, 0, 0)
        process = subprocess.Popen([sys.executable, "-m", "simin", "up"], env=variables)
        try:
            address = f"http://localhost:{variables['SIMIN_PORT']}"
            first_snapshot(f"{address}/live/snapshot", process)
            caught_up(variables)
            took = {
                name: measure(address, len(ids), chosen.steps, chosen.picture, arguments)
                for name, arguments in MAPS.items()
            }
        finally:
            end(process)
    report(took, statements, chosen.over + chosen.opened, chosen.opened)


def city(what: str, variables: dict[str, str], over: int, opened: int) -> Any:
    words = [sys.executable, "-m", "benchmarks.room_city", what, str(over), str(opened)]
    done = subprocess.run(words, env=variables, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def caught_up(variables: dict[str, str]) -> None:
    """All that was filled in has been heard of: a city with many open, not one that just got them.

    Raises SystemExit where that takes five minutes.
    """
    for _turn in range(60):
        if city("waiting", variables, 0, 0) == 0:
            return
        time.sleep(5)
    raise SystemExit("the engine does not catch up")


def measure(
    address: str, opened: int, steps: int, picture: str | None, arguments: Sequence[str]
) -> list[float]:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found; set SIMIN_CHROMIUM to one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(arguments))
        page = browser.new_page(viewport={"width": 1920, "height": 1080}, locale="en-GB")
        page.add_init_script(WATCH)
        sign_in(page, address)
        page.goto(f"{address}/en/room/")
        page.wait_for_timeout(8_000)  # the map has taken over by then
        counted = int(page.inner_text('[data-count-of="all"]'))
        assert counted >= opened, f"{counted} on the board, {opened} open"
        took = [step for _turn in range(steps) if (step := press(page)) is not None]
        if picture:
            page.screenshot(path=picture)
        browser.close()
    return took


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/en/account/login/")
    page.fill("[name=login]", OFFICER)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url, timeout=120_000)


def press(page: Page) -> float | None:
    """Choose the next incident and take it on; None where that would end it."""
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _turn in range(500):
        if page.evaluate(SHOWN):
            break
        page.wait_for_timeout(10)
    if page.locator("[data-key=a][data-ends]").count() or not page.locator("[data-key=a]").count():
        return None
    wanted = page.inner_text("[data-key=a]").strip().splitlines()[0]
    page.keyboard.press("a")
    for _turn in range(500):
        took = page.evaluate("() => window.tookMilliseconds")
        if took is not None:
            break
        page.wait_for_timeout(10)
    said = page.inner_text("[data-board] [aria-current] .room-state")
    assert said and said == wanted.removesuffix("a").strip(), (said, wanted)
    return float(took)


def rows_of(name: str, took: list[float], known: int, opened: int) -> Iterator[dict[str, Any]]:
    took.sort()
    p95 = took[min(len(took) - 1, round(len(took) * 0.95))]
    case = f"status change to changed board, {known} incidents, {opened} open, {name}"
    print(f"{case}: {len(took)} steps, {took[0]:.0f} to {took[-1]:.0f} ms")
    yield row(f"{case}, median", statistics.median(took), LIMIT, "ms")
    yield row(f"{case}, p95", p95, LIMIT, "ms")


def report(
    took: dict[str, list[float]], statements: dict[str, int], known: int, opened: int
) -> None:
    rows = [each for name, times in took.items() for each in rows_of(name, times, known, opened)]
    for each in rows:
        each["most"] = 1.0
        verdict = "met" if float(str(each["ratio"])) <= 1 else "SHORT"
        print(f"{each['case']:<100} {each['ours']:>8} ms  limit {each['peer']:>6}  {verdict}")
    for name, number in statements.items():
        print(f"statements of: {name:<24} {number:>4}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "room.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
