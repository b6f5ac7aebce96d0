"""Where the built front end lies: plain names to hashed ones.

The files are made by ``frontend/build.mjs``. Nothing here builds, and a page never guesses a name.
"""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

from simin.kit.errors import SiminError

DIST = Path(__file__).parent / "static" / "dist"


class FrontEndNotBuiltError(SiminError):
    """The front end has not been built; run ``make build`` or ``node frontend/build.mjs``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not in {DIST / 'manifest.json'}; {self.__doc__}")


def address(name: str) -> str:
    """The address of a built file: ``app.css`` → ``/static/dist/app-46A4RCT3.css``."""
    hashed = manifest().get(name)
    if hashed is None:
        raise FrontEndNotBuiltError(name)
    return static(f"dist/{hashed}")


def manifest() -> dict[str, str]:
    """Plain name to hashed name, read again only when the build has changed."""
    file = DIST / "manifest.json"
    if not file.exists():
        raise FrontEndNotBuiltError("manifest.json")
    return _read(file.stat().st_mtime_ns)


@cache
def _read(changed: int) -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names
