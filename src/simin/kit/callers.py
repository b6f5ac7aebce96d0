"""Where a request comes from, for limits, networks and the audit log. It decides nothing.

``REMOTE_ADDR`` alone would be the proxy's for everybody, and one stranger's wrong tries would
shut out the whole city; the sign-in knows which proxies the installation trusts.
"""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from simin.kit.addresses import household_of


def address_of(request: HttpRequest) -> str:
    """The client's own, also behind the proxies that the installation trusts; empty if unknown."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def household(request: HttpRequest) -> str:
    """Whose limits it counts for: the address, of IPv6 its /64."""
    return household_of(address_of(request))
