"""What can be wrong with a guess."""

from simin.kit.errors import NotFoundError


class NotAskedError(NotFoundError):
    """This is not asked: it is not public, has no value, or nothing bounds it."""
