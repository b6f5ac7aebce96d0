"""What others hear of kiosks. Never a key, only its handle."""

from simin.kit.outbox.event import Event
from simin.kit.text import Text


class KioskRegistered(Event, frozen=True, kw_only=True):
    """A kiosk is known from now on; ``renewed``: it was before, and has another key."""

    handle: str
    name: str
    by: str
    renewed: bool = False


class KioskRemoved(Event, frozen=True, kw_only=True):
    """It is no longer expected to report; told once."""

    handle: str
    name: str
    by: str


class KioskFellSilent(Event, frozen=True, kw_only=True):
    """It reports no longer; told once a silence."""

    handle: str
    name: str
    place: Text


class KioskCameBack(Event, frozen=True, kw_only=True):
    """It reports again."""

    handle: str
    name: str
    place: Text
