"""What other domains hear of."""

from datetime import datetime

from simin.kit.outbox.event import Event


class DatasetChanged(Event, frozen=True, kw_only=True):
    """A data set has a new version, and it is whole."""

    dataset: str
    version: int
    run: str | None
    rows: int
    added: int
    changed: int
    removed: int
    at: datetime
