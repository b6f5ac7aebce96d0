"""Which version of itself a kiosk runs: that of the product and of its own files."""

import hashlib
from importlib.metadata import version as installed

from simin.web import assets

FILES = ("kiosk.js", "wall.js", "kiosk.css", "kiosk-worker.js", "icons.svg")


def version() -> str:
    """Short, and another one whenever a screen that is open should load itself again."""
    manifest = assets.manifest()
    told = "\n".join([installed("simin"), *(manifest.get(name, "") for name in FILES)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]
