"""What a warning refuses."""

from collections.abc import Mapping

from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError


class UnknownWarningError(NotFoundError):
    """No warning has this number."""


class UnknownMessageError(NotFoundError):
    """No message has this identifier."""


class WrongStepError(RejectedError):
    """The life cycle does not lead on from the warning's state by the wanted step."""

    def __init__(self, state: str, step: str) -> None:
        super().__init__("state", f"a warning that is {state} takes no {step}")
        self.state = state


class WrongFieldsError(RejectedError):
    """The content cannot be sent; ``faults`` has every field that is wrong, and why."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        field, reason = next(iter(faults.items()))
        super().__init__(field, reason)
        self.faults = dict(faults)


class StaleEditError(RejectedError):
    """Somebody changed the draft since it was read."""

    def __init__(self, revision: int) -> None:
        super().__init__("revision", f"the draft was changed meanwhile, it is at {revision} now")
        self.revision = revision


class NotSecondPersonError(NotAllowedError):
    """Whoever wrote any of a draft does not approve it."""
