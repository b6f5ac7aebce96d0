"""``/api/action/NAME`` and ``/api/3/action/NAME``: an action's result, or its error, in CKAN's
envelopes."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import RawPostDataException

from simin.kit.errors import RejectedError
from simin.web.doors.ckan.actions import ACTIONS
from simin.web.doors.ckan.params import Params
from simin.web.doors.ckan.shelf import Shelf
from simin.web.doors.door import Refusal, door
from simin.web.own_address import base_of

#: Bytes of a call.
LONGEST = 200_000
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_TYPES = {
    HTTPStatus.BAD_REQUEST: "Validation Error",
    HTTPStatus.NOT_FOUND: "Not Found Error",
    HTTPStatus.METHOD_NOT_ALLOWED: "Authorization Error",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Validation Error",
}


class BadCallError(RejectedError):
    """What came is no call of an action at all."""


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A parameter that is wrong is a conflict, as CKAN has it; a query that is, a bad request."""
    status, told = refusal.status, {"__type": _TYPES.get(refusal.status, "Internal Server Error")}
    if refusal.field in ("q", "fq", "sort", "facet.field") and "package" in request.path:
        told = {"__type": "Search Query Error", "message": f"{refusal.field}: {refusal.reason}"}
    elif refusal.field:
        status = HTTPStatus.CONFLICT
        told |= {refusal.field: [refusal.reason]}  # type: ignore[dict-item]
    else:
        told["message"] = f"Not found: {refusal.reason}" if status == 404 else refusal.reason
    return _json(request, {"success": False, "error": told}, status)


@door(_refuse, posts=True)
def action(request: HttpRequest, name: str) -> HttpResponse:
    found = ACTIONS.get(name)
    if found is None:
        return _bad(f"Bad request - Action name not known: {name[:100]}")
    try:
        params = _params(request)
    except BadCallError as error:
        return _bad(f"Bad request - {error.reason}")
    result = found(Shelf(base_of(request)), params)
    return _json(request, {"success": True, "result": result}, HTTPStatus.OK)


def _params(request: HttpRequest) -> Params:
    """CKAN takes JSON whatever its type is said to be; a form where it says so."""
    if request.method != "POST":
        return Params(_once(request.GET))
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise BadCallError("body", f"at most {LONGEST} bytes")
    if request.content_type == _FORMS[1]:
        return Params(dict(request.POST.items()))
    body = _body(request)
    if not body.strip():
        return Params(dict(request.GET.items()))
    if request.content_type == _FORMS[0] and not body.lstrip().startswith(b"{"):
        return Params(dict(request.POST.items()))
    return Params(_object(body))


def _once(told: QueryDict) -> dict[str, Any]:
    for name, values in told.lists():
        if len(values) > 1:
            raise RejectedError(name, "Stands twice")
    return dict(told.items())


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RawPostDataException as error:
        raise BadCallError("body", "cannot be read") from error


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadCallError("body", "JSON Error: cannot be decoded") from error
    if not isinstance(found, dict):
        raise BadCallError("body", "Request data JSON decoded to something that is no object")
    return found


def _bad(sentence: str) -> HttpResponse:
    """CKAN says this as a bare text in JSON."""
    text = json.dumps(sentence, ensure_ascii=False)
    return HttpResponse(text, status=HTTPStatus.BAD_REQUEST, content_type=_MEDIA)


_MEDIA = "application/json;charset=utf-8"


def _json(request: HttpRequest, document: dict[str, Any], status: int) -> HttpResponse:
    name = request.path.rsplit("/", 1)[-1]
    told = {"help": f"{base_of(request)}/api/3/action/help_show?name={name[:100]}", **document}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type=_MEDIA)
