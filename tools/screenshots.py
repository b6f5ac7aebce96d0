"""``make screenshots``: the pictures of ``docs/screenshots/``, taken from a running demonstration.

Starts a city of its own on a free port in a temporary folder, waits until the picture has lived
for a while, signs in, looks at each screen in the sizes, themes and languages listed here, and
stops it.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"

#: Real seconds that the city lives before it is looked at: an hour and a half of the recording,
#: after which incidents run, the stage has moved and news have come.
SETTLE = 90
#: Of the JPEG files: all of them together stay small enough for a page that shows them.
QUALITY = 80
#: Of the lines that follow the ready line: the password of all, the first account.
ACCOUNT = re.compile(r"password (\S+?)\):\s+(\S+)")


@dataclass(frozen=True)
class Shot:
    """One picture; ``scale`` is device pixels for a CSS pixel."""

    name: str
    path: str
    width: int
    height: int
    theme: str
    scale: float = 1.0
    signed_in: bool = False
    #: Of the demonstration; empty: its first account.
    account: str = ""
    #: Present once the page may be looked at.
    ready: str = ".city-map.is-live"


@dataclass(frozen=True)
class City:
    """A running demonstration."""

    address: str
    account: str
    password: str


SHOTS = (
    Shot("citizen-phone-light-ko", "/", 390, 844, "light", scale=2),
    Shot("citizen-phone-dark-en", "/en/", 390, 844, "dark", scale=2),
    Shot("citizen-desk-light-en", "/en/", 1440, 900, "light"),
    Shot("office-desk-light-ko", "/office/", 1440, 900, "light", signed_in=True),
    Shot("office-phone-dark-ko", "/office/", 390, 844, "dark", scale=2, signed_in=True),
    Shot(
        "sources-desk-light-en",
        "/en/desk/sources/",
        1440,
        900,
        "light",
        signed_in=True,
        account="sources",
        ready=".tile",
    ),
    Shot(
        "source-desk-light-en",
        "/en/desk/sources/pm-2022/",
        1440,
        900,
        "light",
        signed_in=True,
        account="sources",
        ready=".flow",
    ),
    Shot("office-wall-dark-en", "/en/office/", 3840, 2160, "dark", scale=0.5, signed_in=True),
)


@contextlib.contextmanager
def demonstration() -> Iterator[City]:
    with tempfile.TemporaryDirectory(prefix="simin-screenshots-") as home:
        log = Path(home) / "log"
        environment = {**os.environ, "SIMIN_HOME": f"{home}/city", "SIMIN_PORT": str(free_port())}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [Path(sys.executable).parent / "simin", "demo"],
                env=environment,
                stdout=output,
                stderr=output,
            )
        try:
            yield ready(process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def ready(process: subprocess.Popen[bytes], log: Path) -> City:
    for _ in range(600):
        said = log.read_text()
        address = re.search(r"Simin is ready: (http\S+?)/?$", said, re.MULTILINE)
        account = ACCOUNT.search(said)
        if address and account:
            return City(address.group(1), account=account.group(2), password=account.group(1))
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise SystemExit(f"the demonstration did not start:\n{log.read_text()}")


def take(browser: Browser, city: City, shot: Shot) -> None:
    language = "ko" if shot.name.endswith("ko") else "en"
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.theme == "dark" else "light",
        locale=language,
    )
    # The choice that the theme switch keeps; the office is dark unless asked.
    context.add_init_script(f"localStorage.setItem('simin.theme', '{shot.theme}')")
    page = context.new_page()
    page.on("response", refuse_missing)
    if shot.signed_in:
        sign_in(page, city, shot.account or city.account)
    page.goto(city.address + shot.path)
    page.evaluate("document.fonts.ready")
    if "map" in shot.ready:
        page.locator("#glance").scroll_into_view_if_needed()
    page.locator(shot.ready).first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(2500)
    page.screenshot(path=FOLDER / f"{shot.name}.jpg", type="jpeg", quality=QUALITY)
    context.close()
    print(f"  {shot.name}.jpg", flush=True)


def refuse_missing(response: Response) -> None:
    """A picture of a page without its styles is no picture of the page."""
    if response.status >= 400:
        raise SystemExit(f"{response.url} answered {response.status}")


def sign_in(page: Page, city: City, account: str) -> None:
    page.goto(f"{city.address}/account/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", city.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login" not in address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit(
            "Screenshots need a Chromium: none on the PATH; set SIMIN_CHROMIUM to one."
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as city, sync_playwright() as playwright:
        print(f"looking at {city.address}", flush=True)
        time.sleep(SETTLE)
        with playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS) as browser:
            for shot in SHOTS:
                take(browser, city, shot)


if __name__ == "__main__":
    main()
