"""Public pages that cost much: each household may ask for so many at once, and so many a second on.

What is asked in vain is told on a page in the reader's language, or as the view's own form has it,
and nobody keeps that. Who works for the city is never turned away: a city hall is one address.
Doors for programs have allowances and refusals of their own.
"""

import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from simin.domains.identity.policies import OFFICE_ROLES, may
from simin.kit.allowance import Allowance
from simin.kit.callers import household
from simin.web.access import roles_held
from simin.web.answering.lanes import asks_the_data

#: Of one household over all such pages together, in pages of cost one.
allowance = Allowance(burst=240, each_second=8.0)

type View = Callable[..., HttpResponseBase]
#: Says for how many seconds it was asked in vain.
type Refuse = Callable[[HttpRequest, int], HttpResponse]


def on_a_page(request: HttpRequest, seconds: int) -> HttpResponse:
    return render(request, "429.html", {"seconds": seconds})


def in_a_line(_request: HttpRequest, seconds: int) -> HttpResponse:
    """To programs."""
    words = f"too many requests from one address; wait {seconds} s\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def costly(cost: float, refuse: Refuse = on_a_page) -> Callable[[View], View]:
    """Around a view; ``cost``: how many plain pages it is worth."""

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = allowance.wait(household(request), cost)
            if wait and not _works_here(request):
                return _in_vain(request, refuse, math.ceil(wait))
            return view(request, *args, **kwargs)

        return asks_the_data(answer)

    return around


def _works_here(request: HttpRequest) -> bool:
    """Asked only in need, and of nobody without a session's cookie: looking leaves no trace."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and may(roles_held(request), OFFICE_ROLES)


def _in_vain(request: HttpRequest, refuse: Refuse, seconds: int) -> HttpResponse:
    response = refuse(request, seconds)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
