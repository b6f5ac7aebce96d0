"""From an id in an address to the rule that it names; what is not there is a page that says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from simin.domains.alerts.errors import UnknownAlertError, UnknownRuleError

type View = Callable[..., HttpResponseBase]


def found[V: View](view: V) -> V:
    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownRuleError:
            return render(request, "rules/missing.html", status=404)
        except UnknownAlertError:
            return render(request, "rules/missing.html", {"alert": True}, status=404)

    return looked  # type: ignore[return-value]
