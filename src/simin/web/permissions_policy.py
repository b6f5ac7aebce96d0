"""Tells browsers which of their powers our pages never use; Django has no setting for it.

Where somebody stands is asked on the few pages that say so, and after a press there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

#: Own pages may keep a wall awake and ask for passkeys; nothing else.
POLICY = ", ".join(
    [
        "accelerometer=()",
        "autoplay=()",
        "browsing-topics=()",
        "camera=()",
        "display-capture=()",
        "fullscreen=(self)",
        "geolocation=()",
        "gyroscope=()",
        "magnetometer=()",
        "microphone=()",
        "payment=()",
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
        "screen-wake-lock=(self)",
        "usb=()",
    ]
)

#: Pages on which somebody may say where they stand.
PLACE_POLICY = POLICY.replace("geolocation=()", "geolocation=(self)")
#: Pages on which people speak with the field.
CALLS_POLICY = (
    PLACE_POLICY.replace("camera=()", "camera=(self)")
    .replace("microphone=()", "microphone=(self)")
    .replace("autoplay=()", "autoplay=(self)")
)


def allows_calls[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """The page may use camera, microphone and place, once the person says yes to the browser."""
    return _allowing(view, CALLS_POLICY)


def allows_place[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """The page may ask where somebody stands, once the person says yes to the browser."""
    return _allowing(view, PLACE_POLICY)


def _allowing[V: Callable[..., HttpResponseBase]](view: V, policy: str) -> V:
    @wraps(view)
    def allowing(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers["Permissions-Policy"] = policy
        return response

    return allowing  # type: ignore[return-value]


class PermissionsPolicy:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response
