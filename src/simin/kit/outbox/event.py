"""A domain event: frozen, past tense, and known by its name.

Declared in a domain's ``events`` by subclassing ``Event``; the class name is the wire name, so it
is never reused for another meaning.
"""

from collections.abc import Iterator

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Root of all domain events. Fields must be JSON-able by msgspec."""


def encode(event: Event) -> bytes:
    return msgspec.json.encode(event)


def decode(name: str, payload: bytes) -> Event:
    """The event again. Raises ``KeyError`` for a name that no loaded domain declares."""
    if name not in _known:
        _known.update({kind.__name__: kind for kind in _descendants(Event)})
    return msgspec.json.decode(payload, type=_known[name])


def _descendants(root: type[Event]) -> Iterator[type[Event]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _descendants(kind)


_known: dict[str, type[Event]] = {}
