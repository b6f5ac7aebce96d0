"""Where somebody is: only while they let it be seen, and not for long."""

import math
from datetime import datetime

from django.db import transaction

from simin.domains.field import policies
from simin.domains.field.events import PositionAllowed
from simin.domains.field.models import Invitation, Position
from simin.domains.field.services.record import PHONE, News, Sent, added, good, held_good, told
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.translated import words


@transaction.atomic
def allow_position(handle: str, *, allowed: bool, now: datetime) -> None:
    """The person on the phone says so; what was already so is not told again."""
    found = good(handle, now)
    if (found.position_allowed_at is not None) == allowed:
        return
    found.position_allowed_at = now if allowed else None
    found.save(update_fields=["position_allowed_at"])
    said = words("Shows where they are") if allowed else words("No longer shows where they are")
    state = "on" if allowed else "off"
    sent = Sent(key=f"position/{state}/{now.timestamp()}", now=now, ours=True)
    added(found, sent, News(kind="position", timeline=said, state=state))
    told(PositionAllowed, found, by=PHONE, allowed=allowed)


@transaction.atomic
def share_position(
    handle: str, *, longitude: float, latitude: float, accuracy: float, sent: Sent
) -> bool:
    """False if it came too soon after the one before. Raises ``NotAllowedError``."""
    _check(longitude, latitude, accuracy)
    found = held_good(handle, sent.now)
    if found.position_allowed_at is None:
        raise NotAllowedError("the person does not show where they are")
    if _too_soon(found, sent.now):
        return False
    Position.objects.create(
        invitation=found,
        at=sent.city_time(),
        received_at=sent.now,
        longitude=longitude,
        latitude=latitude,
        accuracy=accuracy,
    )
    return True


def _too_soon(found: Invitation, now: datetime) -> bool:
    since = now - policies.POSITION_EVERY
    return Position.objects.filter(invitation=found, received_at__gt=since).exists()


def _check(longitude: float, latitude: float, accuracy: float) -> None:
    for name, value, most in (("longitude", longitude, 180), ("latitude", latitude, 90)):
        if not (math.isfinite(value) and abs(value) <= most):
            raise RejectedError(name, f"is not between -{most} and {most}")
    if not (math.isfinite(accuracy) and 0 <= accuracy <= 1_000_000):
        raise RejectedError("accuracy", "is no distance in metres")
