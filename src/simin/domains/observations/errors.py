"""What can be wrong with a request for observations."""

from simin.kit.errors import NotFoundError


class UnknownDatastreamError(NotFoundError):
    """No datastream has this slug."""


class UnknownSourceError(NotFoundError):
    """No source has this id."""
