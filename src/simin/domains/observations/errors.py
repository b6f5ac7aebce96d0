"""What can be wrong with a request for observations."""

from simin.kit.errors import NotFoundError, SiminError


class UnknownDatastreamError(NotFoundError):
    """No datastream has this slug."""


class UnknownSourceError(NotFoundError):
    """No source has this id."""


class UnknownObservationError(NotFoundError):
    """No observation that counts has this number."""


class QuestionTooLargeError(SiminError):
    """The question takes longer than is allowed; a narrower filter takes less."""

    def __init__(self) -> None:
        super().__init__(str(self.__doc__))
