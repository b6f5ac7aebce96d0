"""Opens the desk at which sources deliver, in every process that serves pages.

A replayed city takes nothing: its time is not the world's.
"""

import time

from simin.config.feeds import city_of, feed_secrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.ingest import city_time
from simin.ingest.feeds import way_of
from simin.ingest.oversight import intake
from simin.ingest.pushed.desk import Desk, open_desk
from simin.kit.clock import SystemClock


def take_deliveries(installation: Installation) -> None:
    """Where the city has feeds that are posted."""
    feeds, kinds = installation.pack.feeds, known_kinds()
    if any(way_of(feed, kinds.get(feed.kind)) == "posted" for feed in feeds):
        open_desk(
            Desk(
                feeds,
                kinds,
                feed_secrets(installation),
                city_of(installation.pack),
                SystemClock(),
                time.monotonic,
                _closed,
            )
        )


def _closed() -> str:
    if city_time.position() is not None:
        return "this city is replayed and takes nothing"
    return "the disk is nearly full; send it later" if intake.stopped() else ""
