"""What can be wrong with a picture."""

from simin.kit.errors import NotFoundError, SiminError


class FrameOutOfOrderError(SiminError):
    """A frame was applied to a snapshot that is not the one before it."""

    def __init__(self, at: int, frame: int) -> None:
        super().__init__(f"frame {frame} does not follow snapshot {at}")


class UnknownFrameError(NotFoundError):
    """That frame was never published."""


class ForgottenFrameError(NotFoundError):
    """That frame was published, but is too old to be kept; take the snapshot."""
