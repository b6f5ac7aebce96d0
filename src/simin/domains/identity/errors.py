"""What can go wrong with people; a wrong field is a ``RejectedError``."""

from simin.kit.errors import NotFoundError, RejectedError


class UsernameTakenError(RejectedError):
    """Another account has this username."""

    def __init__(self, username: str) -> None:
        super().__init__("username", f"{username!r} is taken")


class UnknownAccountError(NotFoundError):
    """No account has this username."""


class UnknownDepartmentError(NotFoundError):
    """The organisation has no such department."""


class RoleNotHeldError(NotFoundError):
    """The account does not hold this role."""
