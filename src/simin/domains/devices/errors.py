"""What can be wrong with a key."""

from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError


class KeyRefusedError(NotAllowedError):
    """This key was not issued here, or has been revoked or has expired."""

    def __init__(self) -> None:
        super().__init__(str(self.__doc__))


class UnknownKeyError(NotFoundError):
    """No key has this handle."""


class KeyNameTakenError(RejectedError):
    """Another key that still works has this name."""

    def __init__(self, name: str) -> None:
        super().__init__("name", f"a key named {name!r} still works; revoke it first")
