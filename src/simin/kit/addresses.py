"""Addresses of callers: which of those that a request tells of is the client's, and whose. Pure.

A limit by address means a household, not one of the 2⁶⁴ addresses that a household of IPv6 has.
"""

import ipaddress

#: Bits of an IPv6 address that a network hands to one customer.
HOUSEHOLD = 64


def client_of(peer: str, forwarded: str, proxies: int) -> str:
    """What the outermost of ``proxies`` trusted ones saw, by ``X-Forwarded-For``; else ``peer``."""
    told = forwarded.split(",") if forwarded else []
    return told[-proxies].strip() if 0 < proxies <= len(told) else peer


def household_of(address: str) -> str:
    """What a limit counts by: IPv4 as it is, the /64 of IPv6; what is no address as it is."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known), HOUSEHOLD), strict=False))
