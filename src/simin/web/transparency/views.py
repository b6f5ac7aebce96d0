"""The log's page, the check in the browser, and where witnesses bring their signatures."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from simin.domains.transparency import queries, witnesses
from simin.domains.transparency.errors import LogDamagedError, NoteRefusedError, TileMissingError
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.note import LARGEST_NOTE, read_verifier
from simin.web.access import public, signed
from simin.web.own_address import base_of
from simin.web.transparency.standing import standing
from simin.web.transparency.vocabulary import for_browser

#: Seconds.
_KEPT = 5
#: The kind of leaf that a decision about release is.
DECISION = "decision"


@public
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, where it stands, who has witnessed it."""
    told = {"log": standing(), "address": base_of(request)}
    return _kept(render(request, "transparency/log.html", told))


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """``?frame=`` is the frame that is checked; without it, the newest."""
    asked = request.GET.get("frame", "")
    frame = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else None
    told = {"frame": frame, "proof": {"words": for_browser(), "frame": frame}}
    return _kept(render(request, "transparency/verify.html", told))


@csrf_exempt
@signed
@require_POST
def cosignatures(request: HttpRequest) -> HttpResponse:
    """A checkpoint of ours with a known witness's signature under it; anything else is refused."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_NOTE:
        return _refused("note", f"has more than {LARGEST_NOTE} bytes", 413)
    known = [read_verifier(vkey) for vkey in settings.SIMIN_LOG_WITNESSES]
    try:
        taken = witnesses.take(LogFolder(settings.SIMIN_LOG), known, request.body)
    except NoteRefusedError as error:
        return _refused(error.field, error.reason, 400)
    except (LogDamagedError, TileMissingError) as error:
        return _refused("log", str(error), 503)
    size = taken.checkpoint.size if taken.checkpoint else 0
    return JsonResponse({"witness": taken.witness.name, "size": size})


@public
@require_safe
def decision(_: HttpRequest, number: int) -> HttpResponse:
    """The document of a decision about release: exactly the bytes whose hash is in the log."""
    body = queries.document(DECISION, number)
    if body is None:
        return _refused("number", f"there is no decision {number}", 404)
    response = HttpResponse(body, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response


@public
@require_safe
def newest_decision(_: HttpRequest) -> HttpResponse:
    """``{"number": 12}``: the newest decision; 0 before the first."""
    response = JsonResponse({"number": queries.taken(DECISION)})
    response["Access-Control-Allow-Origin"] = "*"
    return _kept(response)


def _refused(field: str, reason: str, status: int) -> JsonResponse:
    said = {"error": "refused", "field": field, "message": reason}
    return JsonResponse(said, status=status)


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=_KEPT)
    return response
