"""What the gazetteer tells."""

from simin.kit.outbox.event import Event


class PlacesDefined(Event, frozen=True, kw_only=True):
    """A part of the gazetteer was replaced as a whole."""

    #: ``city``, ``districts``, ``neighbourhoods``, ``facilities`` or ``lines``.
    part: str
    #: How many there are now.
    count: int
    #: Of facilities only.
    kind: str | None = None
