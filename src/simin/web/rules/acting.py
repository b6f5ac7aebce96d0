"""Switch a rule on and off, mute it until a time: by who has seen it as it stands, with a reason.

Each is audited.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simin.domains.alerts import services
from simin.domains.alerts.errors import StaleRuleError
from simin.domains.identity.policies import RULE_KEEPER_ROLES
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.rules.lookup import found
from simin.web.rules.seen import revision
from simin.web.rules.views import context
from simin.web.rules.vocabulary import fault

LONGEST = 500


@allow(*RULE_KEEPER_ROLES)
@require_POST
@found
def switch(request: HttpRequest, rule: str) -> HttpResponse:
    """``to``: ``on`` or ``off``; ``seen``: the revision that was looked at; ``why``."""
    on = request.POST.get("to") == "on"
    told = _("The rule is on.") if on else _("The rule is off; its alerts have ended.")
    return _done(
        request, rule, "switch_why", told, lambda given: services.switch(rule, on=on, **given)
    )


@allow(*RULE_KEEPER_ROLES)
@require_POST
@found
def mute(request: HttpRequest, rule: str) -> HttpResponse:
    """``until``, ``seen`` and ``why``; ``act=unmute`` shows its alerts again."""
    if request.POST.get("act") == "unmute":
        told = _("Its alerts are shown again.")
        return _done(request, rule, "why", told, lambda given: services.unmute(rule, **given))
    typed = request.POST.get("until", "").strip()[:LONGEST]
    told = _("Its alerts are not shown until then.")
    return _done(
        request, rule, "why", told, lambda given: services.mute(rule, until=moment(typed), **given)
    )


def _done(
    request: HttpRequest, rule: str, why_of: str, told: str, act: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    """Do ``act`` with what every act needs; ``why_of`` is the field where its reason is typed."""
    why, seen = request.POST.get("why", "").strip()[:LONGEST], request.POST.get("seen", "")
    looked_at = revision(seen)
    given = {"why": why, "by": request.user.get_username()}
    try:
        act({**given, "seen": -1 if looked_at is None else looked_at})
    except StaleRuleError:
        stale = _("Somebody changed the rule in the meantime. Look at it, then do it again.")
        messages.error(request, stale, extra_tags="desk")
    except RejectedError as error:
        field = why_of if error.field == "why" else error.field
        typed = {"until": request.POST.get("until", "").strip()[:LONGEST], why_of: why}
        faults = {field: fault(error.field, error.reason)}
        shown = {**context(request, rule), "typed": typed, "faults": faults}
        return render(request, "rules/page.html", shown)
    else:
        messages.success(request, told, extra_tags="desk")
    return redirect("rule", rule=rule)


def moment(said: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
        return (at if at.tzinfo else at.replace(tzinfo=city_time().zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RejectedError("until", "is no time") from error
