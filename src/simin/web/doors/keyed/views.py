"""``/{KEY}/{json|xml}/{SERVICE}/{START}/{END}/…``: a page of rows, or a bare result."""

from datetime import UTC, tzinfo
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.catalogue.queries import Question
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.web.doors.door import Refusal, door
from simin.web.doors.keyed import results
from simin.web.doors.keyed.asked import Asked, asked
from simin.web.doors.keyed.results import ResultError
from simin.web.doors.keyed.services import row_of, service, zone_of
from simin.web.doors.keyed.written import MEDIA_TYPES, Sheet, result, sheet
from simin.workflows.open_data import opening

_CODES = {
    HTTPStatus.TOO_MANY_REQUESTS: results.TOO_OFTEN,
    HTTPStatus.NOT_FOUND: results.NO_SERVICE,
}


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What the format has no status for is 200 there; a limit is no answer and says so."""
    form = "xml" if "/xml/" in request.path else "json"
    detail = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
    code = _CODES.get(refusal.status, results.SERVER)
    # A value that its column cannot have is one that no row has.
    error = ResultError(results.NO_ROWS if refusal.field else code, detail)
    limits = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.METHOD_NOT_ALLOWED)
    status = refusal.status if refusal.status in limits else HTTPStatus.OK
    return HttpResponse(result(form, error), content_type=MEDIA_TYPES[form], status=status)


@door(_refuse)
def rows(
    _request: HttpRequest, key: str, form: str, name: str, start: str, end: str, rest: str = ""
) -> HttpResponse:
    try:
        body = sheet(form, _sheet(asked(key, name, start, end, rest.rstrip("/"))))
    except ResultError as error:
        body = result(form, error)
    return HttpResponse(body, content_type=MEDIA_TYPES[form])


def _sheet(wanted: Asked) -> Sheet:
    found, zone = service(wanted.service), _zone()
    try:
        version = opening.version(found.dataset)
    except UnknownVersionError as error:
        raise ResultError(results.NO_ROWS) from error
    schema, times = queries.schema_of(version), zone_of(found, zone)
    question = Question(filters=found.filters(schema, wanted.filters, times))
    page = queries.window(version, question, first=wanted.start - 1, most=wanted.most)
    if not page:
        raise ResultError(results.NO_ROWS)
    shown = found.shown(schema)
    told = [row_of(shown, row, times) for row in page]
    return Sheet(wanted.service, queries.count(version, question), told)


def _zone() -> tzinfo:
    try:
        return places.zone()
    except NoCityError:
        return UTC
