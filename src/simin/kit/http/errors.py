"""Why a fetch came to nothing. Reasons are written here, never taken from a library's exception.

A library's message may quote the address or a header, and both may hold a secret.
"""

from simin.kit.errors import SiminError


class FetchError(SiminError):
    """Nothing was brought; ``reason`` is a sentence that may be shown and kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AddressRefusedError(FetchError):
    """We will not go there: the address is not http(s), not public, or not well formed."""


class SecretMissingError(FetchError):
    """The request needs a secret that this installation was not given."""


class UnreachableError(FetchError):
    """The name does not resolve, or no connection comes about."""


class AnswerTooSlowError(FetchError):
    """The whole of the answer did not come in time."""


class AnswerTooLargeError(FetchError):
    """The answer has more bytes than may be taken."""


class AnswerBrokenError(FetchError):
    """The answer breaks off or is not HTTP."""
