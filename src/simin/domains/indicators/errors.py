"""What can be wrong with a request for an indicator."""

from simin.kit.errors import NotFoundError


class UnknownIndicatorError(NotFoundError):
    """No indicator has this id."""
