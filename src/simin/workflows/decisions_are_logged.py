"""Every decision about release becomes a document for everyone and a leaf of the log.

What everyone may know of it: what it is about, how it was decided, by which office, until when. Not
who in that office, and not why in the office's own words.
"""

import msgspec

from simin.domains.releases.events import ReleaseDecided
from simin.domains.transparency import services
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (ReleaseDecided,)
KIND = "decision"
#: Of the event; whatever else it comes to have stays in the office.
_TOLD = (
    "card",
    "kind",
    "field",
    "decision",
    "reason",
    "at",
    "office",
    "until",
    "review_on",
    "commitment",
)


def react(delivered: Delivered, *, clock: Clock) -> None:
    told = msgspec.to_builtins(delivered.event)
    public = {name: told[name] for name in _TOLD}
    services.submit_document(KIND, {**public, "decision_id": told["id"]})
