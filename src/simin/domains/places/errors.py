"""What can be wrong with a gazetteer; wrong shapes are ``RejectedError`` and name the place."""

from simin.kit.errors import NotFoundError


class NoCityError(NotFoundError):
    """No city has been defined here yet; load a pack."""


class UnknownDistrictError(NotFoundError):
    """The city has no such district."""
