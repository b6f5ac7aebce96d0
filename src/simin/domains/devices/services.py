"""Issue keys, revoke them, note that they were used.

Keys begin and end in real time, like all that is about security; events bear city time.
"""

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from simin.domains.devices.admission import Admission
from simin.domains.devices.errors import KeyNameTakenError, UnknownKeyError
from simin.domains.devices.events import DeviceKeyIssued, DeviceKeyRevoked
from simin.domains.devices.models import DeviceKey
from simin.domains.devices.queries import PREFIX
from simin.domains.observations import services as observations
from simin.domains.observations.definition import SourceDefinition
from simin.domains.picture.card import Origin
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.machine_key import digest
from simin.kit.outbox import services as outbox
from simin.kit.translated import words

__all__ = ["Admission", "IssuedKey", "Scope", "issue", "revoke", "used"]

#: The last use is kept this exactly, so that a device that writes all day costs few writes.
USE_NOTED_EVERY = timedelta(minutes=5)
#: Seconds until a value of a device counts as late, where nobody said otherwise.
BUDGET = 3600
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a key may write; without things and datastreams: everything."""

    things: Collection[int] = ()
    datastreams: Collection[int] = ()

    @property
    def everything(self) -> bool:
        return not self.things and not self.datastreams


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """Seen once, by whoever issued it."""

    handle: str
    key: str


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_handle() -> str:
    return secrets.token_hex(4)


@transaction.atomic
def issue(
    *,
    name: str,
    scope: Scope,
    by: str,
    at: datetime,
    expires_at: datetime | None = None,
    origin: Origin = Origin.MEASURED,
    draw: tuple[Callable[[], str], Callable[[], str]] = (new_handle, new_secret),
) -> IssuedKey:
    """A new key from real time ``at`` on; its datastreams come from the source ``device-NAME``.

    ``origin`` says what that source brings. Raises ``RejectedError`` naming the field.
    """
    _check(name, at, expires_at)
    handle = draw[0]()
    key = f"{PREFIX}_{handle}_{draw[1]()}"
    source = f"device-{name}"
    _define_source(source, name, origin)
    DeviceKey.objects.create(
        handle=handle,
        name=name,
        digest=digest(key),
        source=source,
        everything=scope.everything,
        things=sorted(set(scope.things)),
        datastreams=sorted(set(scope.datastreams)),
        issued_at=at,
        issued_by=by,
        expires_at=expires_at,
    )
    event = DeviceKeyIssued(
        handle=handle, name=name, everything=scope.everything, expires_at=expires_at, by=by
    )
    outbox.append(event, at=city_clock().now())
    return IssuedKey(handle, key)


@transaction.atomic
def revoke(*, handle: str, by: str, at: datetime) -> None:
    """The key works no longer; revoking twice does nothing. Raises ``UnknownKeyError``."""
    row = DeviceKey.objects.select_for_update().filter(handle=handle).first()
    if row is None:
        raise UnknownKeyError(f"no key has the handle {handle!r}")
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_by = at, by
    row.save(update_fields=["revoked_at", "revoked_by"])
    event = DeviceKeyRevoked(handle=handle, name=row.name, by=by)
    outbox.append(event, at=city_clock().now())


def used(*, handle: str, at: datetime) -> None:
    """Note that the key was used at real time ``at``, unless that was noted lately."""
    lately = Q(last_used_at__gt=at - USE_NOTED_EVERY)
    rows = DeviceKey.objects.filter(handle=handle)
    if rows.exclude(lately).exists():
        rows.update(last_used_at=at)


def _check(name: str, at: datetime, expires_at: datetime | None) -> None:
    if not _NAME.fullmatch(name):
        raise RejectedError("name", "small letters, digits and hyphens, at most 60")
    if expires_at is not None and expires_at <= at:
        raise RejectedError("expires_at", "lies in the past")
    if DeviceKey.objects.filter(name=name, revoked_at=None).exists():
        raise KeyNameTakenError(name)


def _define_source(source: str, name: str, origin: Origin) -> None:
    called = words("Device {name}", name=name)
    definition = SourceDefinition(id=source, name=called, origin=origin, budget=BUDGET)
    observations.define_sources([definition])
