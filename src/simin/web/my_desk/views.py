"""The desk's first page, and the part of it that keeps itself fresh."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import ACTING_ROLES, DESK_ROLES, WARNING_ROLES, may
from simin.web.access import allow, roles_held
from simin.web.desk.moment import city_time
from simin.web.directives.people import reader_of
from simin.web.my_desk import directives, steps, warnings
from simin.web.my_desk.panel import Panel
from simin.web.procedures.people import actor_of


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``?part=panels``: what changes of it."""
    part = request.GET.get("part") == "panels"
    told = {"panels": list(_panels(request))}
    return render(request, f"my_desk/{'parts/panels' if part else 'page'}.html", told)


def _panels(request: HttpRequest) -> Iterator[Panel]:
    """Those that the reader's roles have."""
    time, reader = city_time(), reader_of(request)
    yield from directives.panels(reader, time)
    if may(roles_held(request), ACTING_ROLES):
        yield steps.waiting(actor_of(request), time)
    if may(roles_held(request), WARNING_ROLES):
        yield warnings.waiting(reader.username, time)
