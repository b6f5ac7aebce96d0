"""An address to which forms are sent, and that somebody opened: a page says so.

Such addresses stand in the bar once a form was refused; without this, opening one anew shows
nothing at all. Programs get what Django answers.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from simin.web.gate import is_program


class OnlyPosted:
    """Middleware; stands next to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        opened = request.method == "GET" and not is_program(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not opened:
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page
