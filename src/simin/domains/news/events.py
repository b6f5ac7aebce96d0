"""What news tells the rest of the city."""

from datetime import datetime

from simin.kit.outbox.event import Event


class NoticePublished(Event, frozen=True, kw_only=True):
    #: Number of the notice; its card is ``news/{notice}``.
    notice: int
    source: str
    published_at: datetime
