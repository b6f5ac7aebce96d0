"""A chunk that waits to be folded, wherever it lies. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that arrived together."""

    #: Position of its first row.
    first: int
    rows: int
    #: City time of arrival in microseconds since 1970.
    received_at: int
    run: str | None
    #: Of ``chunk``.
    payload: bytes
