"""What kiosks show, which there are, and how they do."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from simin.domains.kiosks.errors import KioskKeyRefusedError, UnknownKioskError
from simin.domains.kiosks.layout import Layout
from simin.domains.kiosks.models import KeptLayout, Kiosk
from simin.domains.kiosks.standing import State, state
from simin.kit.machine_key import handle_in, is_of
from simin.kit.text import Text

#: ``simin-kiosk_HANDLE_SECRET``: recognisable, and no device's.
PREFIX = "simin-kiosk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A kiosk as it is listed: everything but its key. Times are real."""

    handle: str
    name: str
    place: Text
    address: str
    state: State
    registered_at: datetime
    registered_by: str
    reported_at: datetime | None
    silent_since: datetime | None
    loaded_at: datetime | None
    version: str
    frame: int
    #: Seconds.
    age: int
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """How many kiosks are silent, of how many, and the one that is so for longest."""

    count: int
    of: int
    name: str
    since: datetime


def layout() -> Layout:
    """As the pack says; of a city that says nothing, the empty one."""
    row = KeptLayout.objects.filter(id=1).first()
    return msgspec.convert(row.told, Layout) if row else Layout()


def kiosks(now: datetime) -> list[Standing]:
    """All that are registered at real time ``now``: the most urgent first, then by name."""
    rows = Kiosk.objects.filter(removed_at=None).order_by("name")
    order = list(State)
    return sorted((_standing(row, now) for row in rows), key=lambda one: order.index(one.state))


def kiosk(handle: str, now: datetime) -> Standing:
    """Raises ``UnknownKioskError``."""
    row = Kiosk.objects.filter(handle=handle[:16], removed_at=None).first()
    if row is None:
        raise UnknownKioskError(f"no kiosk has the handle {handle!r}")
    return _standing(row, now)


def silent() -> Silent | None:
    """None where all that are registered report."""
    there = Kiosk.objects.filter(removed_at=None)
    quiet = there.filter(silent_since__isnull=False).order_by("silent_since", "name")
    first = quiet.first()
    if first is None or first.silent_since is None:
        return None
    return Silent(count=quiet.count(), of=there.count(), name=first.name, since=first.silent_since)


def admitted(key: str) -> str:
    """The handle of the kiosk whose key this is. Raises ``KioskKeyRefusedError``, always with one
    sentence; the comparison takes as long for a nearly right key as for a wrong one.
    """
    row = _found(key)
    fits = is_of(key, row.digest if row else None)
    if row is None or not fits:
        raise KioskKeyRefusedError
    return row.handle


def _found(key: str) -> Kiosk | None:
    handle = handle_in(key, PREFIX)
    if handle is None:
        return None
    return Kiosk.objects.filter(handle=handle, removed_at=None).first()


def _standing(row: Kiosk, now: datetime) -> Standing:
    return Standing(
        handle=row.handle,
        name=row.name,
        place=row.place,
        address=row.address,
        state=state(row.reported_at, row.age, now),
        registered_at=row.registered_at,
        registered_by=row.registered_by,
        reported_at=row.reported_at,
        silent_since=row.silent_since,
        loaded_at=row.loaded_at,
        version=row.version,
        frame=row.frame,
        age=row.age,
        errors=row.errors,
    )
