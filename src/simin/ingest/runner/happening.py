"""What a feed of the 119 kind tells becomes incidents: told once, and taken along as it goes on.

The feed's key is the incident's own: whatever comes again under it is the same incident. A step
that leads nowhere goes to quarantine, and the rest is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services
from simin.domains.incidents.services import IncidentReport, Told
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed, Record
from simin.kit.errors import RejectedError
from simin.kit.translated import languages

#: What a feed words in its own way, and ``mapping.names`` in the city's.
NAMED = ("kind", "state", "severity", "district")


@dataclass(frozen=True)
class Call:
    """One record, read."""

    feed: Feed
    record: Record
    origin: Origin
    received_at: datetime

    def said(self, name: str) -> str:
        """Raises ``RejectedError`` for a word that the pack has no name for."""
        told = str(self.record.values.get(name) or "")
        names = self.feed.mapping.names.get(name)
        if not told or names is None or name not in NAMED:
            return told
        if told not in names:
            raise RejectedError(name, f"{told!r:.40} has no name in the pack")
        return names[told]

    def words(self, name: str) -> dict[str, str] | None:
        told = self.said(name)
        return dict.fromkeys(languages(), told) if told else None


def happens(call: Call) -> bool:
    """False where all of it was known. Raises ``RejectedError`` naming the field."""
    known = incidents.known(source=call.feed.source, external_id=call.record.key)
    number = known or services.report(_report(call), received_at=call.received_at)
    moved = _move(call, number)
    noted = _note(call, number)
    return known is None or moved or noted


def _report(call: Call) -> IncidentReport:
    values = call.record.values
    return IncidentReport(
        source=call.feed.source,
        external_id=call.record.key,
        kind=call.said("kind"),
        reported_at=min(call.record.at or call.received_at, call.received_at),
        origin=call.origin,
        title=call.words("title"),
        severity=call.said("severity") or "unknown",
        district=call.said("district"),
        neighbourhood=call.words("neighbourhood"),
        address=str(values.get("address") or "")[:200],
        longitude=_degrees(values, "longitude"),
        latitude=_degrees(values, "latitude"),
        home=bool(values.get("home")),
        text=call.words("text"),
    )


def _move(call: Call, number: str) -> bool:
    state = call.said("state")
    if state in ("", "reported"):
        return False
    return services.advance(number, state=state, told=_told(call, number))


def _note(call: Call, number: str) -> bool:
    note = call.words("note")
    if note is None:
        return False
    digest = sha256(f"{call.record.key}\0{call.said('note')}".encode()).hexdigest()[:40]
    return services.note(number, told=_told(call, number, text=note, key=f"note/{digest}"))


def _told(call: Call, number: str, *, text: dict[str, str] | None = None, key: str = "") -> Told:
    incident = incidents.incident(number)
    return Told(
        at=max(call.received_at, incident.state_since),
        actor=incident.agency or {},
        origin=call.origin,
        text=text,
        source=call.feed.source,
        external_id=key,
        received_at=call.received_at,
    )


def _degrees(values: dict[str, Any], name: str) -> float | None:
    told = values.get(name)
    if told is None or isinstance(told, bool) or not isinstance(told, int | float):
        return None
    return float(told)
