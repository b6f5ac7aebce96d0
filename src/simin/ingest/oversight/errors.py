"""What can be wrong with what people ask of feeds."""

from simin.kit.errors import SiminError


class NotNowError(SiminError):
    """The feed cannot do that as it stands; the reason is a sentence for the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        #: One of ``replayed``, ``played``, ``pushed``, ``no-key``, ``busy``, ``over``.
        self.reason = reason
