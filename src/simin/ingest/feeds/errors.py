"""The ways in which a whole feed fails; each has its own answer in the runner.

A single bad record is none of these: it is a ``Rejected`` of the payload, and the rest is kept.
Never put an address or a header into a reason: it is shown to people and kept.
"""

from simin.ingest.feeds.profile import ColumnProfile
from simin.kit.errors import SiminError


class SourceError(SiminError):
    """Nothing of this payload can be taken; ``reason`` is a sentence for the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SourceUnavailableError(SourceError):
    """The source does not answer, or answers that it cannot now: back off and try again."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        #: Seconds that the source asked us to wait.
        self.retry_after = retry_after


class SourceRefusedError(SourceError):
    """The source answers that it will not (key, permission, address): stop, and tell someone."""


class SourceImplausibleError(SourceError):
    """What came cannot be this feed (HTML for JSON, a vanished column): write nothing of it."""

    def __init__(self, reason: str, *, profile: tuple[ColumnProfile, ...] = ()) -> None:
        super().__init__(reason)
        #: What the columns of the answer looked like, where that could be seen.
        self.profile = profile
