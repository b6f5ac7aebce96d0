"""Errors that say what is wrong, where, and how to mend it.

An error class is a sentence; raise it with the facts. Nothing here is caught to be forgotten.
"""


class SiminError(Exception):
    """Root of everything Simin raises on purpose."""


class RejectedError(SiminError):
    """What was handed in cannot be taken; ``field`` names the place, ``reason`` the mend."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NotFoundError(SiminError):
    """No such thing."""


class NotAllowedError(SiminError):
    """The account may not do this."""
