"""Tells browsers which of their powers our pages never use; Django has no setting for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

#: Own pages may ask for the place (my neighbourhood), wake lock (wall) and passkeys; nothing else.
POLICY = ", ".join(
    [
        "accelerometer=()",
        "autoplay=()",
        "browsing-topics=()",
        "camera=()",
        "display-capture=()",
        "fullscreen=(self)",
        "geolocation=(self)",
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

#: Pages on which people speak with the field.
CALLS_POLICY = (
    POLICY.replace("camera=()", "camera=(self)")
    .replace("microphone=()", "microphone=(self)")
    .replace("autoplay=()", "autoplay=(self)")
)


def allows_calls[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """The page may use camera and microphone, once the person says yes to the browser."""

    @wraps(view)
    def allowing(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers["Permissions-Policy"] = CALLS_POLICY
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
