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

#: Of one household over all such pages together, in pages of cost one. A household may be a
#: school or a carrier's street; how many of its questions are answered at once is the line's.
allowance = Allowance(burst=480, each_second=16.0)

type View = Callable[..., HttpResponseBase]
#: Says for how many seconds it was asked in vain.
type Refuse = Callable[[HttpRequest, int], HttpResponse]


def on_a_page(request: HttpRequest, seconds: int) -> HttpResponse:
    return render(request, "429.html", {"seconds": seconds})


def in_a_line(_request: HttpRequest, seconds: int) -> HttpResponse:
    """To programs."""
    words = f"too many requests from one address; wait {seconds} s\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def counted(
    cost: float, refuse: Refuse = on_a_page, *, plain: float | None = None
) -> Callable[[View], View]:
    """Around a view that any thread may answer; ``cost``: how many plain pages it is worth.

    ``plain``: how many where nothing is asked of it, by default as many.
    """
    plainly = cost if plain is None else plain

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = allowance.wait(household(request), cost if request.GET else plainly)
            if wait and not _works_here(request):
                return _in_vain(request, refuse, math.ceil(wait))
            return view(request, *args, **kwargs)

        return answer

    return around


def costly(
    cost: float, refuse: Refuse = on_a_page, *, plain: float | None = None
) -> Callable[[View], View]:
    """The same around a view that has the threads of the public's questions."""

    def around(view: View) -> View:
        return asks_the_data(counted(cost, refuse, plain=plain)(view))

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
