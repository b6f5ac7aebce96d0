"""What can be wrong with a kiosk."""

from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError, SiminError


class KioskKeyRefusedError(NotAllowedError):
    """This key is of no kiosk that is registered here."""

    def __init__(self) -> None:
        super().__init__(str(self.__doc__))


class UnknownKioskError(NotFoundError):
    """No kiosk has this handle."""


class KioskNameTakenError(RejectedError):
    """Another kiosk has this name."""

    def __init__(self, name: str) -> None:
        super().__init__("name", f"another kiosk is named {name!r}")


class TooSoonError(SiminError):
    """This kiosk reported just now; once a minute is enough."""

    def __init__(self) -> None:
        super().__init__(str(self.__doc__))
