"""What may stand in the audit trail."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from simin.kit.errors import RejectedError

#: A field with such a word in its name is a secret.
SECRET_WORDS = ("password", "secret", "token", "cookie", "credential", "otp", "recovery_code")
#: What is kept of an address, in bits: the network, not the household.
IPV4_PREFIX = 24
IPV6_PREFIX = 48


def check_details(details: Mapping[str, Any], place: str = "details") -> None:
    """No field of ``details``, however deep, is named like a secret."""
    for name, value in details.items():
        if any(word in name.lower() for word in SECRET_WORDS):
            raise RejectedError(f"{place}.{name}", "a secret does not belong in the audit trail")
        if isinstance(value, Mapping):
            check_details(value, f"{place}.{name}")


def network_of(address: str) -> str:
    """``203.0.113.7`` becomes ``203.0.113.0/24``; what is no address becomes empty."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    bits = IPV4_PREFIX if known.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network(f"{known}/{bits}", strict=False))
