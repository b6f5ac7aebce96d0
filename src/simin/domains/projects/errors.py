"""What projects and pledges refuse; a wrong field is a ``RejectedError``."""

from collections.abc import Sequence

from simin.kit.errors import NotFoundError, RejectedError


class UnknownProjectError(NotFoundError):
    """No project has this id."""


class UnknownPledgeError(NotFoundError):
    """No pledge has this id."""


class UnknownTableError(NotFoundError):
    """No file was handed in under this key."""


class WrongStatusError(RejectedError):
    """A pledge does not come from its status to that one."""

    def __init__(self, status: str, wanted: str, allowed: list[str]) -> None:
        super().__init__("status", f"{status} becomes {', '.join(allowed)}, not {wanted}")


class StaleEditError(RejectedError):
    """Somebody changed the pledge since it was opened for editing."""

    def __init__(self, opened: int, current: int, by: str) -> None:
        super().__init__("revision", f"changed by {by} meanwhile: {opened} is now {current}")
        self.by = by
        self.current = current


class RejectedTableError(RejectedError):
    """Rows of a table are wrong; nothing of it was taken. ``faults`` has every one."""

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__("rows", f"{len(faults)} faults; the first: {faults[0]}")
        self.faults = list(faults)
