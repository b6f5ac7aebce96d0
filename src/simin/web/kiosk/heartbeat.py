"""``POST /kiosk/heartbeat``: a registered kiosk says how it is, with its own key.

The key opens this and nothing else. Whoever keeps sending keys that do not work is told to wait;
so is a kiosk that reports more often than it is heard.
"""

import math
from datetime import UTC, datetime
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from simin.domains.kiosks import queries, services
from simin.domains.kiosks.errors import KioskKeyRefusedError, TooSoonError, UnknownKioskError
from simin.domains.kiosks.services import AT_LEAST
from simin.domains.kiosks.standing import Report
from simin.kit.allowance import Allowance
from simin.kit.callers import household
from simin.kit.errors import RejectedError
from simin.web.access import signed
from simin.web.keys import REFUSALS_A_MINUTE, key_of
from simin.web.kiosk.version import version

#: Bytes of a report.
MOST = 2000

refusals = Allowance.a_minute(REFUSALS_A_MINUTE)


@signed
@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """200 ``{"version": …}``: of the screen that it should have; 400, 401 and 429 with a reason."""
    now, address = datetime.now(UTC), household(request)
    if wait := math.ceil(refusals.ahead(address)):
        return _told(HTTPStatus.TOO_MANY_REQUESTS, "too many keys that do not work", wait)
    try:
        handle = queries.admitted(key_of(request.headers.get("Authorization", "")))
        services.report(handle, _report(request), at=now)
    except (KioskKeyRefusedError, UnknownKioskError) as error:
        refusals.wait(address)
        return _told(HTTPStatus.UNAUTHORIZED, str(error))
    except TooSoonError as error:
        return _told(HTTPStatus.TOO_MANY_REQUESTS, str(error), AT_LEAST.seconds)
    except RejectedError as error:
        return _told(HTTPStatus.BAD_REQUEST, str(error))
    return JsonResponse({"version": version()})


def _report(request: HttpRequest) -> Report:
    try:
        return msgspec.json.decode(request.read(MOST), type=Report)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise RejectedError("body", str(error)) from error


def _told(status: HTTPStatus, message: str, wait: int = 0) -> HttpResponse:
    answer = JsonResponse({"message": message}, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    if status is HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="simin-kiosk"'
    return answer
