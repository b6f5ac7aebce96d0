"""Who writes: what the key of a device allows."""

from typing import Protocol

from simin.kit.errors import NotAllowedError


class Writer(Protocol):
    """An admission of ``devices``, which this domain does not know."""

    @property
    def handle(self) -> str: ...

    @property
    def source(self) -> str:
        """Source of the datastreams that are made."""

    @property
    def everything(self) -> bool: ...

    def may_observe(self, datastream: int, thing: int) -> bool: ...

    def may_change_thing(self, thing: int) -> bool: ...


class OutOfScopeError(NotAllowedError):
    """This key does not open that."""

    def __init__(self, what: str) -> None:
        super().__init__(f"this key may not {what}")


class DefinedByPackError(NotAllowedError):
    """The city's pack defines it; no device changes it."""

    status = 409

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is defined by the city's pack; change it there")
