"""The page of one source, and all of its runs."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.ingest.oversight.queries import PAGE, declared
from simin.web.access import allow
from simin.web.cut_links import or_first
from simin.web.desk.lookup import found, may_act, may_see_raw
from simin.web.desk.moment import city_time
from simin.web.desk.source_page import SourcePage


@allow(*DESK_ROLES)
@require_safe
@found
def page(request: HttpRequest, feed: str) -> HttpResponseBase:
    """``?part=doing``: what was asked for and how it goes, for a page that keeps itself fresh."""
    shown = SourcePage(declared(feed), city_time())
    doing = request.GET.get("part") == "doing"
    template = "desk/parts/doing.html" if doing else "desk/source.html"
    return render(request, template, context(request, shown))


@allow(*DESK_ROLES)
@require_safe
@found
def runs(request: HttpRequest, feed: str) -> HttpResponseBase:
    """``?before=``: older ones."""
    shown = SourcePage(declared(feed), city_time())
    page = or_first(lambda place: shown.runs(place, PAGE), request.GET.get("before", ""))
    return render(request, "desk/runs.html", {**context(request, shown), "runs": page})


def context(request: HttpRequest, shown: SourcePage) -> dict[str, object]:
    return {"page": shown, "acts": may_act(request), "sees_raw": may_see_raw(request)}
