"""The list of rules, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.alerts import queries
from simin.domains.identity.policies import DESK_ROLES, RULE_KEEPER_ROLES, may
from simin.web.access import allow, roles_held
from simin.web.desk.moment import city_time
from simin.web.rules.hiding import hiding
from simin.web.rules.listing import Listing
from simin.web.rules.lookup import found
from simin.web.rules.rule_page import RulePage


@allow(*DESK_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """``?q=&state=&sort=``."""
    held = roles_held(request)
    shown = Listing(request.GET.dict(), city_time(), hiding(request))
    keeps = may(held, RULE_KEEPER_ROLES)
    return render(request, "rules/list.html", {"listing": shown, "keeps": keeps})


@allow(*DESK_ROLES)
@require_safe
@found
def page(request: HttpRequest, rule: str) -> HttpResponse:
    return render(request, "rules/page.html", context(request, rule))


def context(request: HttpRequest, rule: str) -> dict[str, object]:
    told, held = queries.rule(rule), roles_held(request)
    hidden = hiding(request).alerts_of(told.rule)
    shown = RulePage(told, city_time(), hidden=hidden)
    return {"page": shown, "keeps": may(held, RULE_KEEPER_ROLES)}
