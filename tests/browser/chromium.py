"""Finds a Chromium; never downloads one."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: What a headless Chromium needs in a container, and to draw the map without a graphics card.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


def find_chromium() -> Path | None:
    """``SIMIN_CHROMIUM``, else the first of ``NAMES`` on the PATH."""
    told = os.environ.get("SIMIN_CHROMIUM")
    if told:
        return Path(told)
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path), None)
