"""``/desk/steps/``: what is asked of somebody's office now, for a phone first."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.incidents import queries as incidents
from simin.domains.procedures import policies, queries
from simin.domains.procedures.states import State, possible
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.directives.typed import new_key
from simin.web.presentation.numbers import in_words
from simin.web.procedures.panel import StepLine
from simin.web.procedures.people import actor_of

#: Steps on the page: the most pressing ones; the next come when these are done.
MOST = 100


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?part=steps``: what changes of it."""
    by, time, names, key = actor_of(request), city_time(), Names(), new_key()
    found, lines = queries.open_steps_of(by, MOST + 1), []
    went_up = queries.reached_of([one.pk for one in found])
    about = incidents.several({one.run.incident for one in found})
    for one in found[:MOST]:
        reached = went_up.get(one.pk, [])
        acts = tuple(possible(State(one.state), policies.parties(by, one, reached)))
        incident = about[one.run.incident]
        line = StepLine(one, acts, names, time, key, reached)
        lines.append((line, in_words(incident.title), incident))
    part = request.GET.get("part") == "steps"
    template = "procedures/parts/mine.html" if part else "procedures/mine.html"
    return render(request, template, {"lines": lines, "further": len(found) > MOST, "most": MOST})
