"""Why a body is not taken."""

from simin.kit.errors import SiminError


class BrokenOffError(SiminError):
    """The client went away; nobody is left to be told."""


class BodyRefusedError(SiminError):
    """It is not taken, and the client is told why."""


class TooLargeError(BodyRefusedError):
    """More than the view at this address takes."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"more than {most} bytes")


class TooSlowError(BodyRefusedError):
    """What was announced did not come in time."""


class NoRoomError(BodyRefusedError):
    """Too much is on its way at once."""
