"""What a feed is, and what a kind of source must be able to do: the contract of the runner.

Kinds stand above, in ``sources``, and import this; nothing here knows a kind, a network, a clock or
a database. Nothing here imports the pack: the pack's reader imports this.
"""

from simin.ingest.feeds.contract import (
    Feed,
    Parsed,
    Payload,
    Problem,
    Record,
    RecordKind,
    Rejected,
    Request,
    Schedule,
    SourceKind,
    Window,
)
from simin.ingest.feeds.discreet import DiscreetKind
from simin.ingest.feeds.errors import (
    SourceError,
    SourceImplausibleError,
    SourceRefusedError,
    SourceUnavailableError,
)
from simin.ingest.feeds.mapping import Column, Mapping, Moment
from simin.ingest.feeds.pushed import (
    Bearer,
    PostedKind,
    SubscribedKind,
    Subscription,
    Way,
    way_of,
)

__all__ = [
    "Bearer",
    "Column",
    "DiscreetKind",
    "Feed",
    "Mapping",
    "Moment",
    "Parsed",
    "Payload",
    "PostedKind",
    "Problem",
    "Record",
    "RecordKind",
    "Rejected",
    "Request",
    "Schedule",
    "SourceError",
    "SourceImplausibleError",
    "SourceKind",
    "SourceRefusedError",
    "SourceUnavailableError",
    "SubscribedKind",
    "Subscription",
    "Way",
    "Window",
    "way_of",
]
