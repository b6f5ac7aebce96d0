"""What can be wrong with a request for data."""

from simin.kit.errors import NotFoundError


class UnknownRequestError(NotFoundError):
    """There is no request of this number."""
