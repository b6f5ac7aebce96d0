"""What an incident refuses."""

from simin.kit.errors import NotFoundError, RejectedError


class UnknownIncidentError(NotFoundError):
    """No incident has this number."""


class StaleStageError(RejectedError):
    """Another override of the stage is in force than the one that was looked at."""


class WrongTransitionError(RejectedError):
    """The life cycle does not lead from the incident's state to the wanted one."""

    def __init__(self, current: str, wanted: str, reason: str) -> None:
        super().__init__("state", f"from {current} to {wanted}: {reason}")
        self.current = current
        self.wanted = wanted


class StaleError(RejectedError):
    """Somebody else changed it since it was looked at."""

    def __init__(self, field: str, now: str) -> None:
        super().__init__("seen", f"{field} was changed meanwhile; it is {now} now")
        self.now = now
