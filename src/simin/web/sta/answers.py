"""How what was found, and what was wrong, becomes an answer of HTTP."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError, SiminError
from simin.web.sta.reads import Raw

_STATUS: tuple[tuple[type[SiminError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (NotAllowedError, HTTPStatus.FORBIDDEN),
    (RejectedError, HTTPStatus.BAD_REQUEST),
)


class TooManyReadsError(SiminError):
    """More than one address may ask."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many requests from one address; wait {seconds} s")


def rendered(found: dict[str, Any] | Raw | None) -> HttpResponse:
    if found is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if isinstance(found, Raw):
        return HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def refused(error: SiminError) -> HttpResponse:
    status = next(
        (status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    status = HTTPStatus(getattr(error, "status", status))
    told = {"code": status, "type": "error", "message": str(error)}
    response = JsonResponse(told, status=status)
    if isinstance(error, TooManyReadsError):
        response["Retry-After"] = str(error.seconds)
        response["Cache-Control"] = "no-store"
    return response
