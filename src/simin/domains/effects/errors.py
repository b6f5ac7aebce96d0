"""What effects refuse; a wrong field is a ``RejectedError``."""

from simin.kit.errors import NotFoundError


class UnknownQuestionError(NotFoundError):
    """No effect question has this number, or it is not open to citizens."""
