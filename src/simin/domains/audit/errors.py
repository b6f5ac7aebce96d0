"""What the audit trail refuses."""

from simin.kit.errors import SiminError


class UnchangeableError(SiminError):
    """Entries of the audit trail are written once; nothing changes or removes them."""

    def __init__(self) -> None:
        super().__init__("entries of the audit trail are never changed or removed")
