"""A refusal for a person: who opens a program's address in a browser reads why in their language.

Programs get the refusal in the form of their standard; that is the door's.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from simin.kit.errors import RejectedError
from simin.web.datasets.faults import fault
from simin.web.doors.door import Refusal

_TITLES: dict[HTTPStatus, Promise] = {
    HTTPStatus.BAD_REQUEST: _("This cannot be answered as it was asked"),
    HTTPStatus.NOT_FOUND: _("There is no such page"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Not now"),
}
_TEXTS: dict[HTTPStatus, Promise] = {
    HTTPStatus.METHOD_NOT_ALLOWED: _("This address only answers: nothing can be sent to it."),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Too much is asked at this moment. Try again in a minute."),
    HTTPStatus.NOT_FOUND: _("The address is wrong, or what was here has gone."),
    HTTPStatus.GONE: _("The columns changed in between. Take the whole file once more."),
    HTTPStatus.UNPROCESSABLE_ENTITY: _(
        "The question takes too long. A narrower filter takes less."
    ),
}


def wants_page(request: HttpRequest) -> bool:
    """A program that takes anything is a program."""
    return request.get_preferred_type(["application/json", "text/html"]) == "text/html"


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    language = get_language_from_request(request)
    with override(language):
        response = _rendered(request, refusal)
    response["Content-Language"] = language
    return response


def _rendered(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        return render(request, "429.html", {"seconds": refusal.wait}, status=refusal.status)
    told = {
        "title": _TITLES.get(refusal.status, _TITLES[HTTPStatus.BAD_REQUEST]),
        "text": _text(refusal),
    }
    return render(request, "doors/refused.html", told, status=refusal.status)


def _text(refusal: Refusal) -> str:
    if refusal.field:
        return fault(RejectedError(refusal.field, refusal.reason))
    return str(_TEXTS.get(refusal.status, refusal.reason))
