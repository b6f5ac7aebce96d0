"""What phones and pages send, as it is meant."""

import math
from datetime import UTC, datetime

from django.http import HttpRequest

from simin.kit.errors import RejectedError


def written_at(request: HttpRequest) -> datetime | None:
    """When it was written, in milliseconds since 1970 by the phone's clock; None if untold.

    A phone whose clock is wrong is believed within what the domain allows.
    """
    told = request.POST.get("written", "") or request.headers.get("X-Written", "")
    if not (told.isascii() and told.isdecimal() and len(told) < 15):
        return None
    return datetime.fromtimestamp(int(told) / 1000, UTC)


def number(request: HttpRequest, name: str) -> float:
    try:
        value = float(request.POST.get(name, "")[:40])
    except ValueError as error:
        raise RejectedError(name, "is no number") from error
    if not math.isfinite(value):
        raise RejectedError(name, "is no number")
    return value
