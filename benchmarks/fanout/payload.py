"""The frames that both sides carry: public frames of a kilobyte that say when they were sent."""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from simin.domains.picture.card import Card, Freshness, Origin, Section, Trust
from simin.domains.picture.frame import PublicFrame
from simin.domains.picture.wire import encode

FRAME_BYTES = 1000


def clock_card(padding: int, sent: int) -> Card:
    """A card that says when it was sent, by the machine's monotonic clock in nanoseconds."""
    now = datetime.now(UTC)
    return Card(
        id="clock/sent",
        kind="indicator",
        section=Section.NOW,
        title={"ko": "시계", "en": "Clock"},
        body={"padding": "x" * padding, "sent": f"{sent:020}"},
        trust=Trust(
            source="benchmark",
            source_name={"ko": "측정", "en": "Benchmark"},
            origin=Origin.SYNTHETIC,
            freshness=Freshness.LIVE,
            phenomenon_time=now,
            received_at=now,
        ),
    )


def standing_cards(count: int) -> list[Card]:
    """Cards as large as a city's, of which a quarter of a kilobyte cannot be compressed."""
    clock = clock_card(600, 0)
    return [
        replace(clock, id=f"clock/{number}", body={**clock.body, "told": os.urandom(250).hex()})
        for number in range(count)
    ]


def public_frame(number: int, previous: str, besides: Sequence[Card] = ()) -> PublicFrame:
    """Frame ``number``, stamped now."""
    now = datetime.now(UTC)
    return PublicFrame(
        number=number,
        at=now,
        city_time=now,
        speed=1.0,
        previous=previous,
        changed=[clock_card(_PADDING, time.monotonic_ns()), *besides],
        removed=[],
    )


_PADDING = 0
_PADDING = FRAME_BYTES - len(encode(public_frame(100, "0" * 64)))
