"""What is said of a request that makes no sense: in words, and as JSON to programs."""

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from simin.web.bodies.files import FilesRefusedError
from simin.web.gate import API_PATHS


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's ``handler400``; what went wrong inside is told to nobody."""
    if isinstance(exception, DisallowedHost):  # nothing of the city is told under another's name
        return HttpResponseBadRequest(get_template("400_host.html").render())
    reason = _("It was not sent by one of our forms, or is too large. Nothing was done.")
    if isinstance(exception, FilesRefusedError):
        reason = _("This form takes no files. Nothing was done.")
    status = HTTPStatus.BAD_REQUEST
    if request.path.startswith(API_PATHS):
        return JsonResponse({"error": "bad-request", "message": reason}, status=status)
    return render(request, "400.html", {"reason": reason}, status=status)
