"""What news refuses."""

from simin.kit.errors import NotFoundError


class UnknownNoticeError(NotFoundError):
    """No notice has this number."""
