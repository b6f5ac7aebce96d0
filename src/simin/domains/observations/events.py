"""What other domains hear of."""

from datetime import datetime

from simin.kit.outbox.event import Event


class ObservationsRecorded(Event, frozen=True, kw_only=True):
    """A batch was kept; one event a batch, none where nothing changed."""

    #: Slugs whose journal grew.
    datastreams: list[str]
    families: list[str]
    #: Newest phenomenon time of the batch.
    until: datetime
    #: Of those that were newer than all before: oldest phenomenon time, first and last position.
    since: datetime | None = None
    first: int = 0
    last: int = 0
    #: Slugs of which several were.
    several: list[str] = []


class SourceFailed(Event, frozen=True, kw_only=True):
    """A source that worked does not; told once."""

    source: str
    reason: str
    since: datetime


class SourceRecovered(Event, frozen=True, kw_only=True):
    """A source that was down works again; told once."""

    source: str
    #: When it had gone down.
    down_since: datetime


class SourceOriginChanged(Event, frozen=True, kw_only=True):
    """What a source tells comes to be in another way than before."""

    source: str
    #: ``measured``, ``replayed`` or ``synthetic``.
    origin: str
    before: str


class FindingsChanged(Event, frozen=True, kw_only=True):
    """Findings about a source were opened, ended or weigh otherwise."""

    source: str
    #: Empty: of the source as a whole.
    feed: str
    #: That they speak of; an empty one stands for all families of the source.
    families: list[str]
