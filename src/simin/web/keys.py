"""The door for devices: reading is for anyone, writing for whoever holds a key that works.

A key comes as ``Authorization: Bearer`` or as the password of HTTP Basic. Cookies open nothing
here, so a page of somebody else's can write nothing in a person's name, and these routes need no
token of a form. Whoever keeps sending keys that do not work is told to wait.
"""

import base64
import binascii
import math
from datetime import UTC, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from simin.domains.devices import queries, services
from simin.domains.devices.errors import KeyRefusedError
from simin.kit.allowance import Allowance
from simin.kit.callers import household

READS = ("GET", "HEAD", "OPTIONS")
#: Keys that do not work, of one household in a minute.
REFUSALS_A_MINUTE = 30

refusals = Allowance.a_minute(REFUSALS_A_MINUTE)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """None where the request may pass; then a writer's ``simin_admission`` stands on it."""
    if request.method in READS:
        return None
    now, address = datetime.now(UTC), household(request)
    if wait := refusals.ahead(address):
        answer = _told(HTTPStatus.TOO_MANY_REQUESTS, "Too many keys that do not work. Wait.")
        answer["Retry-After"] = str(math.ceil(wait))
        return answer
    try:
        admission = queries.admitted(key_of(request.headers.get("Authorization", "")), at=now)
    except KeyRefusedError as error:
        refusals.wait(address)
        answer = _told(HTTPStatus.UNAUTHORIZED, f"Writing needs a device's key. {error}")
        answer["WWW-Authenticate"] = 'Bearer realm="simin", Basic realm="simin"'
        return answer
    services.used(handle=admission.handle, at=now)
    request.simin_admission = admission  # type: ignore[attr-defined]
    return None


def key_of(authorization: str) -> str:
    """The key in a header; empty where there is none."""
    scheme, _, rest = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        said = base64.b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return said.partition(":")[2]


def _told(status: HTTPStatus, message: str) -> HttpResponse:
    return JsonResponse({"code": status, "type": "error", "message": message}, status=status)
