"""What other domains hear of. Never a key, only its handle."""

from datetime import datetime

from simin.kit.outbox.event import Event


class DeviceKeyIssued(Event, frozen=True, kw_only=True):
    """A key works from now on."""

    handle: str
    name: str
    #: Whether it opens everything that devices may write.
    everything: bool
    expires_at: datetime | None
    by: str


class DeviceKeyRevoked(Event, frozen=True, kw_only=True):
    """A key no longer works; told once."""

    handle: str
    name: str
    by: str
