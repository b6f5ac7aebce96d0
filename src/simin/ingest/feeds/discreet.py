"""Kinds whose answers tell of people: what is kept of an answer is without them."""

from typing import Protocol, runtime_checkable

from simin.ingest.feeds.contract import SourceKind


@runtime_checkable
class DiscreetKind(SourceKind, Protocol):
    """Its raw answers are not kept as they came."""

    def without_people(self, body: bytes) -> bytes:
        """What may be kept, and is read again in a replay; of what cannot be read nothing."""
