"""Define what kiosks show; register kiosks, take their reports, notice silence.

Keys, reports and silence live in real time, like all that is about machines; events bear city time.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import Q

from simin.domains.kiosks.errors import KioskNameTakenError, TooSoonError, UnknownKioskError
from simin.domains.kiosks.events import (
    KioskCameBack,
    KioskFellSilent,
    KioskRegistered,
    KioskRemoved,
)
from simin.domains.kiosks.layout import Layout
from simin.domains.kiosks.models import KeptLayout, Kiosk
from simin.domains.kiosks.queries import PREFIX
from simin.domains.kiosks.standing import DOWN, Report
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.machine_key import digest
from simin.kit.outbox import services as outbox
from simin.kit.outbox.event import Event
from simin.kit.outbox.services import take_turns
from simin.kit.text import Text

#: More often than this a kiosk is not heard.
AT_LEAST = timedelta(seconds=15)
LONGEST_NAME, LONGEST_ADDRESS = 60, 500


@dataclass(frozen=True, slots=True)
class RegisteredKiosk:
    """The key is seen once, by whoever registered it."""

    handle: str
    key: str


@dataclass(frozen=True, kw_only=True)
class NewKiosk:
    name: str
    place: Text
    #: Path and query of its screen.
    address: str


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_handle() -> str:
    return secrets.token_hex(4)


type Draw = tuple[Callable[[], str], Callable[[], str]]


@transaction.atomic
def define_layout(layout: Layout) -> None:
    told = msgspec.to_builtins(layout)
    KeptLayout.objects.update_or_create(id=1, defaults={"told": told})


@transaction.atomic
def register(
    told: NewKiosk, *, by: str, at: datetime, draw: Draw = (new_handle, new_secret)
) -> RegisteredKiosk:
    """From real time ``at`` on it is expected to report. Raises ``RejectedError``."""
    take_turns()
    name = _checked(told)
    handle = draw[0]()
    key = f"{PREFIX}_{handle}_{draw[1]()}"
    Kiosk.objects.create(
        handle=handle,
        name=name,
        place=dict(told.place),
        address=told.address,
        digest=digest(key),
        registered_at=at,
        registered_by=by,
    )
    _tell(KioskRegistered(handle=handle, name=name, by=by))
    return RegisteredKiosk(handle, key)


@transaction.atomic
def renew_key(handle: str, *, by: str, draw: Callable[[], str] = new_secret) -> RegisteredKiosk:
    """Another key for a kiosk; the one before opens nothing any more."""
    row = _there(handle)
    key = f"{PREFIX}_{handle}_{draw()}"
    row.digest = digest(key)
    row.save(update_fields=["digest"])
    _tell(KioskRegistered(handle=handle, name=row.name, by=by, renewed=True))
    return RegisteredKiosk(handle, key)


@transaction.atomic
def remove(handle: str, *, by: str, at: datetime) -> None:
    """Removing twice does nothing."""
    row = Kiosk.objects.select_for_update().filter(handle=handle[:16]).first()
    if row is None:
        raise UnknownKioskError(f"no kiosk has the handle {handle!r}")
    if row.removed_at is not None:
        return
    row.removed_at, row.removed_by, row.silent_since = at, by, None
    row.save(update_fields=["removed_at", "removed_by", "silent_since"])
    _tell(KioskRemoved(handle=handle, name=row.name, by=by))


@transaction.atomic
def report(handle: str, told: Report, *, at: datetime) -> None:
    """What a kiosk says of itself at real time ``at``; more often than it is heard: refused."""
    told.check()
    row = _there(handle)
    if row.reported_at is not None and at - row.reported_at < AT_LEAST:
        raise TooSoonError
    if row.silent_since is not None:
        _tell(KioskCameBack(handle=handle, name=row.name, place=row.place))
    row.reported_at, row.silent_since = at, None
    row.version, row.frame, row.age, row.errors = told.version, told.frame, told.age, told.errors
    row.loaded_at = at - timedelta(seconds=min(told.up, 10**9))
    row.save()


@transaction.atomic
def notice_silence(now: datetime) -> int:
    """Kiosks that have fallen silent by real time ``now``, each told of once; how many did."""
    quiet = Kiosk.objects.select_for_update().filter(
        Q(reported_at__lt=now - DOWN), removed_at=None, silent_since=None
    )
    found = list(quiet.order_by("name"))
    for row in found:
        row.silent_since = row.reported_at
        row.save(update_fields=["silent_since"])
        _tell(KioskFellSilent(handle=row.handle, name=row.name, place=row.place))
    return len(found)


def _there(handle: str) -> Kiosk:
    row = Kiosk.objects.select_for_update().filter(handle=handle[:16], removed_at=None).first()
    if row is None:
        raise UnknownKioskError(f"no kiosk has the handle {handle!r}")
    return row


def _checked(told: NewKiosk) -> str:
    name = told.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise RejectedError("name", f"say what it is called, in at most {LONGEST_NAME} characters")
    if not told.address or len(told.address) > LONGEST_ADDRESS:
        raise RejectedError("address", "no address of a kiosk")
    if Kiosk.objects.filter(name=name, removed_at=None).exists():
        raise KioskNameTakenError(name)
    return name


def _tell(event: Event) -> None:
    outbox.append(event, at=city_clock().now())
