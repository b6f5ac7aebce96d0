"""What the log refuses."""

from simin.kit.errors import RejectedError, SiminError


class ProofRefusedError(SiminError):
    """A proof does not prove what it is said to prove."""


class NoteRefusedError(RejectedError):
    """A signed note is malformed, or not signed by whom it should be."""


class LogDamagedError(SiminError):
    """The log's files do not hold what its checkpoint says; nothing is appended to them."""


class LogForkedError(SiminError):
    """The files and the database tell two histories: one of them was restored from the past.

    Nothing is written, so that nothing signed is ever contradicted.
    """


class KeyMissingError(SiminError):
    """There is a log, but not the key that signs it."""


class TileMissingError(SiminError):
    """A tile that the checkpoint covers is not there."""
