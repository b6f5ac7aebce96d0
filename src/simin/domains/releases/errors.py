"""What the domain refuses."""

from simin.kit.errors import NotFoundError, RejectedError

#: Reasons of a refusal that need words of their own.
NOTHING_PROMISED = "of a data set nothing was promised; release it"
WAITS = "a proposal about it waits for a second person; confirm or refuse that first"


class UnknownDecisionError(NotFoundError):
    """No decision has that number."""


class StaleDecisionError(RejectedError):
    """Somebody else decided about the card since it was looked at."""

    def __init__(self, card: str) -> None:
        super().__init__("seen", f"somebody decided about {card} meanwhile")
