"""How a check ends that does not end well."""

from simin.kit.errors import SiminError


class RefutedError(SiminError):
    """What the city shows contradicts what it signed: this is the finding that the log is for."""


class UncheckableError(SiminError):
    """Nothing is proved either way."""
