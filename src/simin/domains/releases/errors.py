"""What the domain refuses."""

from simin.kit.errors import NotFoundError, RejectedError


class UnknownDecisionError(NotFoundError):
    """No decision has that number."""


class StaleDecisionError(RejectedError):
    """Somebody else decided about the card since it was looked at."""

    def __init__(self, card: str) -> None:
        super().__init__("seen", f"somebody decided about {card} meanwhile")
