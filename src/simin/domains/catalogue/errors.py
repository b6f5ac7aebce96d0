"""What can be wrong with a data set or a question about one."""

from simin.kit.errors import NotFoundError, SiminError


class UnknownDatasetError(NotFoundError):
    """There is no data set of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no data set named {name!r:.100}")


class UnknownVersionError(NotFoundError):
    """The data set has no such version, or has it no longer."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(f"the data set {name} has no version {number}")


class OtherSchemaError(SiminError):
    """The columns changed in between; take the new version whole."""

    def __init__(self, name: str, old: int, new: int) -> None:
        super().__init__(f"{name}, versions {old} to {new}: {self.__doc__}")


class QuestionTooLargeError(SiminError):
    """The question takes longer than is allowed; a narrower filter takes less."""

    def __init__(self) -> None:
        super().__init__(str(self.__doc__))
