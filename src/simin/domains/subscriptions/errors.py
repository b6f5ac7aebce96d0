"""What can be wrong with a subscription."""

from simin.kit.errors import NotFoundError


class UnknownSubscriptionError(NotFoundError):
    """Nothing is followed under this link, or no more."""
