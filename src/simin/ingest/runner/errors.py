"""What ends a run besides its source."""

from simin.ingest.feeds import SourceRefusedError, SourceUnavailableError


class QuotaReachedError(SourceUnavailableError):
    """The day's calls are used up: nothing is wrong, and nothing is asked until tomorrow."""


class UnknownKindError(SourceRefusedError):
    """No kind of source has the name that the feed gives."""
