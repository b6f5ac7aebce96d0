"""The address of a broker: ``mqtt://host:1883`` or ``mqtts://host:8883``. Pure."""

from dataclasses import dataclass
from urllib.parse import urlsplit

PORTS = {"mqtt": 1883, "mqtts": 8883}


class BrokerAddressError(ValueError):
    """The address is none of a broker; the message does not quote it."""


@dataclass(frozen=True)
class BrokerAddress:
    """Where a broker is."""

    host: str
    port: int
    tls: bool


def broker_address(url: str) -> BrokerAddress:
    """Raises ``BrokerAddressError``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BrokerAddressError("is not well formed") from error
    if parts.scheme not in PORTS:
        raise BrokerAddressError("begins with neither mqtt:// nor mqtts://")
    if not parts.hostname or "{" in parts.netloc:
        raise BrokerAddressError("has no plain host name")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BrokerAddressError("ends with host and port; topics are options")
    return BrokerAddress(parts.hostname, port or PORTS[parts.scheme], parts.scheme == "mqtts")
