"""Mute one alert until a time, or show it again: with a reason, by who has seen how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.alerts import queries, services
from simin.domains.alerts.errors import StaleAlertError
from simin.domains.alerts.queries import MutedAlert
from simin.domains.identity.policies import RULE_KEEPER_ROLES
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.rules.acting import LONGEST, moment
from simin.web.rules.hiding import hiding
from simin.web.rules.lookup import found
from simin.web.rules.vocabulary import fault


@dataclass
class MuteForm:
    """Asked by the template."""

    told: MutedAlert
    time: CityTime
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return in_words(self.told.title)

    @property
    def rule(self) -> str:
        return in_words(queries.rule(self.told.rule).rule.name)

    @property
    def card(self) -> str:
        return f"alert/{self.told.number}"

    @property
    def muted(self) -> str:
        """``Not shown until 23:00, by kim``, or nothing."""
        return muted_words(self.told, self.time)

    @property
    def seen(self) -> str:
        """As it was posted, while what is typed beside it is being corrected."""
        return self.typed["seen"] if self.faults else self.told.seen

    @property
    def ended(self) -> bool:
        return self.told.state == "ended"


def muted_words(told: MutedAlert, time: CityTime) -> str:
    if told.until is None or not told.muted(time.now):
        return ""
    facts = {"until": time.clock(told.until), "who": told.by}
    return _("Not shown until %(until)s, by %(who)s") % facts


@allow(*RULE_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def mute_alert(request: HttpRequest, number: int) -> HttpResponse:
    """``until``, ``seen`` and ``why``; ``act=unmute`` shows it again."""
    told = queries.mute_of(number)
    if hiding(request).alerts_of(queries.rule(told.rule).rule):
        return render(request, "rules/missing.html", {"alert": True}, status=404)
    if request.method != "POST":
        return _shown(request, MuteForm(told, city_time()))
    return _posted(request, told)


def _posted(request: HttpRequest, told: MutedAlert) -> HttpResponse:
    typed = {
        name: request.POST.get(name, "").strip()[:LONGEST] for name in ("until", "why", "seen")
    }
    try:
        said = _do(request, told, typed)
    except StaleAlertError:
        stale = _("Somebody muted it or showed it again meanwhile. Look at it, then do it again.")
        messages.error(request, stale, extra_tags="desk")
        return _shown(request, MuteForm(queries.mute_of(told.number), city_time(), typed))
    except RejectedError as error:
        faults = {error.field: fault(error.field, error.reason)}
        return _shown(request, MuteForm(told, city_time(), typed, faults))
    messages.success(request, said, extra_tags="desk")
    return redirect("rule", rule=told.rule)


def _do(request: HttpRequest, told: MutedAlert, typed: Mapping[str, str]) -> str:
    given = {"why": typed["why"], "seen": typed["seen"], "by": request.user.get_username()}
    if request.POST.get("act") == "unmute":
        services.unmute_alert(told.number, **given)
        return _("The alert is shown again.")
    services.mute_alert(told.number, until=moment(typed["until"]), **given)
    return _("The alert is not shown until then.")


def _shown(request: HttpRequest, form: MuteForm) -> HttpResponse:
    return render(request, "rules/mute.html", {"form": form})
