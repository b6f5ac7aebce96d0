"""How two browsers find each other: STUN and TURN servers, with names and passwords that run out.

TURN's are made as coturn's ``use-auth-secret`` checks them (REST API for access to TURN services):
the name is the time until which it is good and whose it is, the password its HMAC-SHA1 by the
secret that both know. Nothing is asked of the relay, and nothing is stored.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings

#: Seconds for which a name is good; a call that lasts longer asks again when it reconnects.
GOOD_FOR = 6 * 3600


def servers(who: str, now: datetime) -> list[dict[str, Any]]:
    """As ``RTCConfiguration.iceServers`` wants them."""
    found: list[dict[str, Any]] = []
    if settings.SIMIN_STUN_URLS:
        found.append({"urls": list(settings.SIMIN_STUN_URLS)})
    if settings.SIMIN_TURN_URLS:
        name, password = credentials(who, now, settings.SIMIN_TURN_SECRET)
        urls = list(settings.SIMIN_TURN_URLS)
        found.append({"urls": urls, "username": name, "credential": password})
    return found


def credentials(who: str, now: datetime, secret: str) -> tuple[str, str]:
    name = f"{int(now.timestamp()) + GOOD_FOR}:{who}"
    made = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return name, base64.b64encode(made).decode()
