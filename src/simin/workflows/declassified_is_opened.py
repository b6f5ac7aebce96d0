"""What a frame promised while somebody declassified it is opened with the rest.

A frame that was drawn before the decision may be published after it; the decision itself opened
only what had been promised by then. Where another decision has followed by now, what was promised
under that one stays closed.
"""

from simin.domains.picture import services as picture
from simin.domains.picture.decision import Decision
from simin.domains.releases import queries as releases
from simin.domains.releases.events import ReleaseDecided
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (ReleaseDecided,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if isinstance(event, ReleaseDecided) and event.decision == Decision.DECLASSIFY:
        ended = releases.decision(event.id).ended_at
        picture.open_sealed(event.card, field=event.field or None, at=event.at, before=ended)
