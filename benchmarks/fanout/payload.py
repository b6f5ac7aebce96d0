"""The frames that both sides carry: public frames of a kilobyte that say when they were sent."""

import time
from datetime import UTC, datetime

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


def public_frame(number: int, previous: str) -> PublicFrame:
    """Frame ``number``, stamped now."""
    now = datetime.now(UTC)
    return PublicFrame(
        number=number,
        at=now,
        city_time=now,
        speed=1.0,
        previous=previous,
        changed=[clock_card(_PADDING, time.monotonic_ns())],
        removed=[],
    )


_PADDING = 0
_PADDING = FRAME_BYTES - len(encode(public_frame(100, "0" * 64)))
