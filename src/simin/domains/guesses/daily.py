"""Which questions are asked on a day: the same for everyone, others tomorrow. Pure."""

import hashlib
from collections.abc import Sequence
from datetime import date

#: Questions of one round.
ROUND = 5


def in_turn(listed: Sequence[str], day: date) -> list[str]:
    """The pack's list, each day from where the day before ended."""
    if not listed:
        return []
    first = day.toordinal() * ROUND % len(listed)
    return [*listed[first:], *listed[:first]]


def drawn(known: Sequence[str], day: date) -> list[str]:
    """All that is known, in an order that the day gives; no pack says any."""
    return sorted(known, key=lambda one: hashlib.sha256(f"{day}/{one}".encode()).digest())
