"""From a name in an address to the feed it names; what is not there is a page that says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from simin.domains.identity.policies import SOURCE_KEEPER_ROLES, SOURCE_ROLES, may
from simin.ingest.feeds import SourceKind
from simin.ingest.oversight.queries import UnknownFeedError
from simin.kit.errors import NotFoundError, RejectedError
from simin.sources.known import known_kinds
from simin.web.access import roles_held
from simin.web.cut_links import not_understood

type View = Callable[..., HttpResponseBase]


def found(view: View) -> View:
    """404 with a way back for what is not there, 400 for what cannot be meant."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownFeedError:
            return _missing(request, kwargs.get("feed", ""), known=False)
        except NotFoundError:
            return _missing(request, kwargs.get("feed", ""), known=True)
        except RejectedError:
            return not_understood(request)

    return looked


def _missing(request: HttpRequest, feed: str, *, known: bool) -> HttpResponse:
    return render(request, "desk/missing.html", {"asked": feed[:100], "known": known}, status=404)


def may_see_raw(request: HttpRequest) -> bool:
    return may(roles_held(request), SOURCE_ROLES)


def may_act(request: HttpRequest) -> bool:
    return may(roles_held(request), SOURCE_KEEPER_ROLES)


def kind_named(name: str) -> SourceKind | None:
    return known_kinds().get(name)
