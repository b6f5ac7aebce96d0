"""Why a database was not read, beside the failures that every fetch has."""

from simin.kit.http import AddressRefusedError


class DriverMissingError(AddressRefusedError):
    """The installation has no driver for this database."""


class StatementRefusedError(AddressRefusedError):
    """The database does not take the statement or the login: asking again is of no use."""
