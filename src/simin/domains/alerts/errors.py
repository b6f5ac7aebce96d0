"""What the domain refuses."""

from simin.kit.errors import NotFoundError, RejectedError


class UnknownRuleError(NotFoundError):
    """No rule has that id."""


class UnknownAlertError(NotFoundError):
    """No alert has that number."""


class StaleRuleError(RejectedError):
    """Somebody else changed the rule since it was looked at."""

    def __init__(self, rule: str, revision: int) -> None:
        super().__init__("seen", f"{rule} is at revision {revision} by now")
        self.revision = revision


class StaleAlertError(RejectedError):
    """Somebody else muted the alert, or showed it again, since it was looked at."""

    def __init__(self, alert: int) -> None:
        super().__init__("seen", f"the mute of alert {alert} is another by now")
