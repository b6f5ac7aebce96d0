"""Files in pieces, as tus 1.0.0 says: core protocol, and the extensions creation (with a deferred
length), expiration and termination.

``POST`` begins (key, kind and words in ``Upload-Metadata``), ``HEAD`` tells the offset, ``PATCH``
goes on from it, ``DELETE`` gives up. 409 means: ask where it stands. 422 means: it arrived, and
cannot be taken. Checksums are left to TLS; pieces are of at most 1 MiB.
"""

import base64
import binascii
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from simin.domains.field import queries, services
from simin.domains.field.errors import (
    LinkEndedError,
    NoConsentError,
    UnknownUploadError,
    WrongOffsetError,
)
from simin.domains.field.policies import FIELD_ROLES, LARGEST_PIECE, LARGEST_RECORDING
from simin.domains.field.queries import Call, Invitation, Upload
from simin.domains.field.services import Begun, Sent
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.field.calling import spoken_by
from simin.web.field.entering import by_link, ended, now
from simin.web.field.typed import written_at
from simin.web.field.vocabulary import FAULTS

VERSION = "1.0.0"
_PIECES = "application/offset+octet-stream"
_BEGIN, _GO_ON = ("OPTIONS", "POST"), ("HEAD", "PATCH", "DELETE")


@by_link
@require_http_methods(_BEGIN)
def phone_begin(request: HttpRequest, link: Invitation, secret: str) -> HttpResponseBase:
    def where(upload: Upload) -> str:
        return reverse("field-upload", args=[secret, upload.id])

    return _begun(request, link, where, ("photo",), "phone")


@by_link
@require_http_methods(_GO_ON)
def phone_piece(
    request: HttpRequest, link: Invitation, secret: str, upload: str
) -> HttpResponseBase:
    return _gone_on(request, link, upload)


@allow(*FIELD_ROLES)
@require_http_methods(_BEGIN)
def room_begin(request: HttpRequest, call: str) -> HttpResponseBase:
    """Snapshots and recordings of a call, by who speaks on it."""
    found = spoken_by(request, call)

    def where(upload: Upload) -> str:
        return reverse("field-office-upload", args=[found.id, upload.id])

    by = request.user.get_username()
    try:
        return _begun(request, found.invitation, where, ("snapshot", "recording"), by, found)
    except LinkEndedError as error:
        return _gone(error)


@allow(*FIELD_ROLES)
@require_http_methods(_GO_ON)
def room_piece(request: HttpRequest, call: str, upload: str) -> HttpResponseBase:
    link = spoken_by(request, call).invitation
    try:
        return _gone_on(request, link, upload)
    except LinkEndedError as error:
        return _gone(error)


def _gone(error: LinkEndedError) -> HttpResponseBase:
    return _headed(JsonResponse(ended(error), status=HTTPStatus.GONE))


def _begun(
    request: HttpRequest,
    link: Invitation,
    where: Callable[[Upload], str],
    kinds: tuple[str, ...],
    by: str,
    call: Call | None = None,
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _headed(HttpResponse(status=204))
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    try:
        kind = told.get("kind", "")
        if kind not in kinds:
            raise RejectedError("kind", f"is none of {', '.join(kinds)}")
        begun = Begun(
            kind=kind,
            length=_count(request, "Upload-Length"),
            text=told.get("text", ""),
            call=call.id if call else "",
        )
        sent = Sent(key=told.get("key", ""), now=now(), written_at=written_at(request), by=by)
        upload = services.begin(link.handle, begun, sent=sent)
    except (RejectedError, NoConsentError) as error:
        return _refused(error)
    response = _state(upload, 201)
    response["Location"] = where(upload)
    return response


def _gone_on(request: HttpRequest, link: Invitation, upload_id: str) -> HttpResponseBase:
    try:
        if request.method == "DELETE":
            services.give_up(link.handle, upload_id, now=now())
            return _headed(HttpResponse(status=204))
        if request.method == "HEAD":
            found = services.finish(queries.upload(link, upload_id).id, now=now())
            return _state(found, 200)
        return _appended(request, link, upload_id)
    except UnknownUploadError:
        return _headed(HttpResponse(status=404))
    except WrongOffsetError as error:
        response = _refused(error, 409)
        response["Upload-Offset"] = str(error.offset)
        return response
    except (RejectedError, NoConsentError) as error:
        return _refused(error)


def _appended(request: HttpRequest, link: Invitation, upload_id: str) -> HttpResponseBase:
    if request.content_type != _PIECES:
        return _headed(HttpResponse(status=415))
    offset = _count(request, "Upload-Offset")
    if offset is None:
        raise RejectedError("Upload-Offset", "is missing")
    content = request.read(LARGEST_PIECE + 1)
    upload = services.append(
        link.handle,
        upload_id,
        offset=offset,
        content=content,
        length=_count(request, "Upload-Length"),
        now=now(),
    )
    return _state(services.finish(upload.id, now=now()), 204)


def _state(upload: Upload, status: int) -> HttpResponse:
    if upload.refused:
        return _refused(RejectedError(upload.kind, upload.refused))
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(upload.offset)
    if upload.length is None:
        response["Upload-Defer-Length"] = "1"
    else:
        response["Upload-Length"] = str(upload.length)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    response["Cache-Control"] = "no-store"
    return _headed(response)


def _headed[R: HttpResponse](response: R) -> R:
    response["Tus-Resumable"] = response["Tus-Version"] = VERSION
    response["Tus-Extension"] = "creation,creation-defer-length,expiration,termination"
    response["Tus-Max-Size"] = str(LARGEST_RECORDING)
    return response


def _refused(error: Exception, status: int = 422) -> HttpResponse:
    field = getattr(error, "field", "")
    status = 403 if isinstance(error, NoConsentError) else status
    told: dict[str, Any] = {
        "error": "no-consent" if status == 403 else "refused",
        "field": field,
        "message": str(FAULTS.get(field, error)),
    }
    return _headed(JsonResponse(told, status=status))


def _count(request: HttpRequest, header: str) -> int | None:
    given = request.headers.get(header)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 16):
        raise RejectedError(header, "is no number of bytes")
    return int(given)


def _metadata(header: str) -> dict[str, str]:
    """``key`` and base64 of each pair; what is no pair is left out."""
    found = {}
    for pair in header[:20_000].split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
