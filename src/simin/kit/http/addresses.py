"""Which IP addresses are public. Pure.

IPv6 has several ways to say an IPv4 address; all of them are judged as that IPv4 address. What the
standard library's tables do not know is named here.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

type Ip = IPv4Address | IPv6Address

#: RFC 6052: what a DNS64 resolver answers for a name that has IPv4 only.
_NAT64 = IPv6Network("64:ff9b::/96")
#: Metadata services that are not link-local: Azure's (to all the tables public), Alibaba's, AWS's.
_METADATA = {"168.63.129.16", "100.100.100.200", "fd00:ec2::254"}
#: Refused also for a host that the city allows: metadata services, other people's groups, nowhere.
_NEVER = ("metadata", "link-local", "multicast", "unspecified")


def refusal(address: str, *, private_allowed: bool = False) -> str | None:
    """The kind of address for which ``address`` is refused (``loopback``), or None."""
    kind = _kind(_unwrapped(ip_address(address)))
    if kind is None or (private_allowed and kind not in _NEVER):
        return None
    return kind


def _unwrapped(ip: Ip) -> Ip:
    """The IPv4 address that an IPv6 address leads to, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _kind(ip: Ip) -> str | None:
    """The narrow kinds first: a loopback address is also private."""
    kinds = {
        "metadata": str(ip) in _METADATA,
        "unspecified": ip.is_unspecified,
        "multicast": ip.is_multicast,
        "loopback": ip.is_loopback,
        "link-local": ip.is_link_local,
        "reserved": ip.is_reserved,
        # ``is_private`` lets shared carrier space (100.64.0.0/10) pass, ``is_global`` the
        # deprecated site-local block; an address must pass all three.
        "private": ip.is_private
        or not ip.is_global
        or (isinstance(ip, IPv6Address) and ip.is_site_local),
    }
    return next((kind for kind, is_it in kinds.items() if is_it), None)
