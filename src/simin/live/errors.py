"""What the gateway refuses, and how it says so to a program."""

from simin.kit.errors import SiminError


class RequestRefusedError(SiminError):
    """A request that is answered with an error; ``code`` is for programs, the text for people."""

    def __init__(self, status: int, code: str, message: str, **more: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        #: Further members of the answer (``field``, ``snapshot``).
        self.more = more


class StoreUnavailableError(SiminError):
    """The frames cannot be read now: no database yet, or it does not answer."""


class CannotListenError(SiminError):
    """The server's address cannot be used."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"cannot listen on {host} port {port}: {reason}; choose another with SIMIN_PORT"
        )
        self.host = host
        self.port = port
