"""A desk for a small town, and senders that sign."""

import hmac
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from simin.config.source_kinds import known_kinds
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Column, Feed, Mapping, Moment, Schedule
from simin.ingest.pushed.desk import Desk, open_desk
from simin.ingest.runner.keeping import City
from simin.kit.clock import FixedClock
from tests.factories.feed_bench import GivenSecrets
from tests.factories.observed import NOON, ZONE

KEY = "a-key-that-both-sides-know"


def told(**changed: Any) -> Feed:
    """A feed of dust that is posted and signed."""
    given: dict[str, Any] = {
        "id": "dust",
        "kind": "webhook",
        "source": "network",
        "address": "https://sender.example/",
        "schedule": Schedule(every=60),
        "licence": "CC0-1.0",
        "owner": "climate",
        "secrets": ("key",),
        "options": {"signature": {"secret": "key"}},
        "mapping": Mapping(
            records="/readings",
            at=Moment(fields=("at",)),
            placeholders={"district": "district"},
            columns=(Column(field="pm25", to="air/pm25/{district}"),),
        ),
    }
    return Feed(**{**given, **changed})


@dataclass
class Town:
    """Its desk; ``clock`` is both city time and real time."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON + timedelta(hours=2)))
    secrets: GivenSecrets = field(default_factory=lambda: GivenSecrets({"key": KEY}))
    closed: str = ""

    def opens(self, *feeds: Feed) -> Desk:
        city = City(ZONE, "ko", {"network": Origin.MEASURED})
        desk = Desk(
            feeds, known_kinds(), self.secrets, city, self.clock, lambda: 0.0, lambda: self.closed
        )
        open_desk(desk)
        return desk


def readings(*pairs: tuple[str, Any], minute: int = 0) -> bytes:
    at = (NOON + timedelta(minutes=minute)).isoformat()
    rows = [{"district": district, "pm25": value, "at": at} for district, value in pairs]
    return json.dumps({"readings": rows}).encode()


def signature(body: bytes, key: str = KEY) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(key.encode(), body, "sha256").hexdigest()}
