"""What a procedure refuses; a wrong field is a ``RejectedError``."""

from collections.abc import Iterable

from simin.kit.errors import NotFoundError, RejectedError, SiminError


class UnknownProcedureError(NotFoundError):
    """No procedure has this id, or none runs for this incident."""


class UnknownStepError(NotFoundError):
    """No step has this number."""


class WrongTransitionError(RejectedError):
    """The table does not allow this act in the step's state."""

    def __init__(self, act: str, state: str, allowed: Iterable[str]) -> None:
        super().__init__("state", f"{act} is not possible while {state}; only {', '.join(allowed)}")
        self.act = act
        self.state = state


class MissingNeedError(RejectedError):
    """The act needs a reason or evidence that is not there."""


class StaleProcedureError(SiminError):
    """Somebody saved another version since the one that was looked at."""

    def __init__(self, procedure: str, current: int) -> None:
        super().__init__(f"procedure {procedure} is at version {current} by now")
        self.current = current


class UnknownDrillError(NotFoundError):
    """No drill, or no scenario, is called so."""
