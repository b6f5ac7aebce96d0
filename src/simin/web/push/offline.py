"""What the service worker is told of this build: its version, and what the first page needs.

With another build comes another version, so that no old page is shown with new files.
"""

import hashlib
import json
from typing import TypedDict

from django.conf import settings

from simin.web import assets

#: Built files that the citizens' page loads at once.
FIRST = ("app.css", "app.js", "theme.js", "near.js", "icons.svg")


class Offline(TypedDict):
    version: str
    first: list[str]


def offline() -> Offline:
    built = assets.manifest()
    version = hashlib.sha256(json.dumps(built, sort_keys=True).encode()).hexdigest()[:12]
    files = [assets.address(name) for name in FIRST if name in built]
    return {"version": version, "first": [*_homes(), "/city/theme.css", *files]}


def _homes() -> list[str]:
    """The citizens' page in each language; the first language has no prefix."""
    first, *others = (code for code, _ in settings.LANGUAGES)
    assert first == settings.LANGUAGE_CODE
    return ["/", *(f"/{code}/" for code in others)]
