"""What a directive refuses; a wrong field is a ``RejectedError``."""

from simin.kit.errors import NotFoundError, RejectedError


class UnknownDirectiveError(NotFoundError):
    """No directive has this number, or this account does not see it."""


class WrongTransitionError(RejectedError):
    """The life cycle does not allow this act in the directive's state."""

    def __init__(self, act: str, state: str, allowed: list[str]) -> None:
        super().__init__("state", f"{act} is not possible while {state}; only {', '.join(allowed)}")
        self.act = act
        self.state = state


class MissingNeedError(RejectedError):
    """The act needs something that is not there."""


class StaleEditError(RejectedError):
    """Somebody changed the directive since it was opened for editing."""

    def __init__(self, opened: int, current: int, by: str) -> None:
        super().__init__("revision", f"changed by {by} meanwhile: {opened} is now {current}")
        self.by = by
        self.current = current
