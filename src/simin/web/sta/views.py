"""The one view of the service."""

from http import HTTPStatus
from math import ceil
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from simin.domains.devices.admission import Admission
from simin.kit.allowance import Allowance
from simin.kit.callers import household
from simin.kit.errors import SiminError
from simin.web.access import keys_write
from simin.web.answering.lanes import reads_the_data
from simin.web.bodies.limits import takes
from simin.web.intake.application import LONGEST_BODY
from simin.web.keys import READS
from simin.web.sta import reads
from simin.web.sta.answers import TooManyReadsError, refused, rendered
from simin.web.sta.batch import Batch
from simin.web.sta.public_view import public_viewer
from simin.web.sta.writes import body_of, written

PREFIX = "/sta/v1.1"
#: Reads of one household.
allowance = Allowance(burst=600, each_second=20.0)
_METHODS = "GET, HEAD, OPTIONS, POST, PATCH, PUT, DELETE"


@csrf_exempt
@keys_write
@reads_the_data
@takes(LONGEST_BODY)
def service(request: HttpRequest, path: str) -> HttpResponse:
    """Exempt from form tokens: no cookie opens anything here, only a key does."""
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=HTTPStatus.NO_CONTENT))
    try:
        _check_allowance(request)
        response = _answered(request, path)
    except SiminError as error:
        response = refused(error)
    return _open(response) if request.method in READS else response


def _check_allowance(request: HttpRequest) -> None:
    """Raises ``TooManyReadsError``. Who writes has a key, and is known by it."""
    if request.method in READS:
        wait = allowance.wait(household(request))
        if wait:
            raise TooManyReadsError(ceil(wait))


def _answered(request: HttpRequest, path: str) -> HttpResponse:
    base, viewer = request.build_absolute_uri(PREFIX), public_viewer()
    if request.method in READS:
        return rendered(reads.answer(path, request.META.get("QUERY_STRING", ""), viewer, base))
    writer = cast(Admission, cast(Any, request).simin_admission)
    body = body_of(request) if request.method != "DELETE" else None
    if request.method == "POST" and path.strip("/") == "$batch":
        return JsonResponse(Batch(writer, viewer, base).run(body))
    return written(str(request.method), path, body, writer, viewer, base)


def _open(response: HttpResponse) -> HttpResponse:
    """Any page may read what anyone may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = _METHODS
    response["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    response["Access-Control-Expose-Headers"] = "Location"
    return response
