"""Public pages that cost much: each client may ask for so many at once, and so many a second after.

What is asked in vain is told on a page in the reader's language, which nobody keeps. Doors for
programs have allowances and refusals of their own.
"""

import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from simin.kit.allowance import Allowance
from simin.kit.callers import address_of

#: Of one client over all such pages together, in pages of cost one.
allowance = Allowance(burst=240, each_second=8.0)

type View = Callable[..., HttpResponseBase]


def costly(cost: float) -> Callable[[View], View]:
    """Around a view; ``cost``: how many plain pages it is worth."""

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = allowance.wait(address_of(request), cost)
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return answer

    return around


def too_many(request: HttpRequest, wait: float) -> HttpResponse:
    seconds = math.ceil(wait)
    response = render(
        request, "429.html", {"seconds": seconds}, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
