"""Addresses that were cut or bent on their way: lists begin anew, all else is told on a page.

Why something was refused is written for programs; none of it ever stands on a page.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from simin.kit.errors import RejectedError

#: What lists call the place where their next page begins.
PLACES = frozenset({"cursor", "before"})


def or_first[Found](look: Callable[[str], Found], place: str) -> Found:
    """What is found from ``place`` on, and from the beginning where ``place`` is none."""
    try:
        return look(place)
    except RejectedError as error:
        if error.field not in PLACES:
            raise
        return look("")


def not_understood(request: HttpRequest) -> HttpResponse:
    reason = _("The address was cut or changed on its way. Begin again from the page before.")
    return render(request, "400.html", {"reason": reason}, status=HTTPStatus.BAD_REQUEST)
