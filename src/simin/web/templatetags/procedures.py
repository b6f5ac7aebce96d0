"""``{% load procedures %}``: what pages of the city's people show of drills and steps.

Never on a page for everyone: a drill is nothing that the public hears of.
"""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from simin.domains.identity.policies import DESK_ROLES, may
from simin.domains.procedures import queries
from simin.domains.procedures.queries import Drill
from simin.web.access import roles_held
from simin.web.procedures.panel import Panel, panel

register = template.Library()


@register.simple_tag(takes_context=True)
def running_drills(context: Context) -> list[Drill]:
    """Those that run, for whoever works for the city; nobody else hears of any."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated or not may(roles_held(request), DESK_ROLES):
        return []
    return queries.running_drills()


@register.simple_tag(takes_context=True)
def steps_of(context: Context, incident: str) -> Panel:
    """``{% steps_of incident.id as panel %}``, for ``procedures/parts/steps.html``."""
    return panel(context["request"], incident)
