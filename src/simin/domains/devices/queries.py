"""Which keys there are, and whether one works."""

from dataclasses import dataclass
from datetime import datetime

from simin.domains.devices.admission import Admission
from simin.domains.devices.errors import KeyRefusedError
from simin.domains.devices.models import DeviceKey
from simin.kit.machine_key import handle_in, is_of

#: ``simin_HANDLE_SECRET``: recognisable to people and to those who look for leaked secrets.
PREFIX = "simin"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """A key as it is listed: everything but the key."""

    handle: str
    name: str
    source: str
    everything: bool
    things: tuple[int, ...]
    datastreams: tuple[int, ...]
    issued_at: datetime
    issued_by: str
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    def works(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def admitted(key: str, *, at: datetime) -> Admission:
    """What ``key`` opens at real time ``at``. Raises ``KeyRefusedError``, always with one sentence.

    One look-up by the handle; the comparison takes as long for a nearly right key as for a wrong.
    """
    row = _found(key)
    fits = is_of(key, row.digest if row else None)
    if row is None or not fits or not _state(row).works(at):
        raise KeyRefusedError
    return Admission(
        handle=row.handle,
        name=row.name,
        source=row.source,
        everything=row.everything,
        things=frozenset(row.things),
        datastreams=frozenset(row.datastreams),
        expires_at=row.expires_at,
    )


def issued() -> list[KeyState]:
    """All that were ever issued, the newest first."""
    return [_state(row) for row in DeviceKey.objects.order_by("-issued_at", "-id")]


def _found(key: str) -> DeviceKey | None:
    handle = handle_in(key, PREFIX)
    if handle is None:
        return None
    return DeviceKey.objects.filter(handle=handle).first()


def _state(row: DeviceKey) -> KeyState:
    return KeyState(
        handle=row.handle,
        name=row.name,
        source=row.source,
        everything=row.everything,
        things=tuple(row.things),
        datastreams=tuple(row.datastreams),
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
