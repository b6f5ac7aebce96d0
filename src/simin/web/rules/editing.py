"""The form of a rule: typed, looked at on the last thirty days, saved as a revision.

Nothing typed is ever lost. Who saves what somebody else changed meanwhile sees both, and saves
again knowing it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.alerts import queries, services
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.errors import StaleRuleError, UnknownRuleError
from simin.domains.alerts.queries import RuleState
from simin.domains.alerts.services.rules import checked
from simin.domains.identity.policies import RULE_KEEPER_ROLES
from simin.domains.incidents import queries as incidents
from simin.kit.errors import RejectedError
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.presentation.numbers import in_words
from simin.web.rules import draft as drafts
from simin.web.rules.draft import Draft, typed_name
from simin.web.rules.form import Form, languages
from simin.web.rules.hiding import Hiding, hiding
from simin.web.rules.lookup import found
from simin.web.rules.rule_page import RulePreview
from simin.web.rules.seen import revision
from simin.web.rules.summaries import conditions, known
from simin.web.rules.vocabulary import (
    TAKEN,
    UNKNOWN_KIND,
    WITHHELD,
    fault,
)
from simin.workflows.dataset_questions import faults as faults_of_rows


@allow(*RULE_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, Form(drafts.empty(languages()), None))
    return _posted(request, None)


@allow(*RULE_KEEPER_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def edit(request: HttpRequest, rule: str) -> HttpResponse:
    told = queries.rule(rule)
    if request.method != "POST":
        return _shown(request, Form(drafts.of_rule(told.rule), told))
    return _posted(request, told)


def _posted(request: HttpRequest, told: RuleState | None) -> HttpResponse:
    """``act``: ``look``, ``add`` (a condition), ``drop`` (the last one) or ``save``."""
    act, typed = request.POST.get("act", "look"), request.POST.dict()
    draft = drafts.read(typed, told.rule if told else None, languages())
    form = Form(draft, told, request.POST.get("why", "").strip()[: drafts.LONGEST])
    form.posted = typed.get("seen", "")[:8]
    if act in ("add", "drop"):
        draft.count = max(1, min(drafts.MOST, draft.count + (1 if act == "add" else -1)))
        draft.faults.clear()
        return _shown(request, form)
    rule = _checked(draft, told, hiding(request))
    if rule is None:
        return _shown(request, form)
    form.hidden = hiding(request).alerts_of(rule)
    form.preview = None if form.hidden else RulePreview(rule, city_time())
    if act != "save":
        return _shown(request, form)
    return _save(request, form, rule, typed.get("seen", ""))


def _checked(draft: Draft, told: RuleState | None, hides: Hiding) -> Rule | None:
    rule = draft.rule
    if rule is None or draft.faults:
        return None
    try:
        checked(rule)
    except RejectedError as error:
        draft.faults[typed_name(error.field)] = error.reason
    for field, why in faults_of_rows(rule):
        draft.faults.setdefault(typed_name(field), why)
    if told is None and _is_taken(rule.id):
        draft.faults["id"] = TAKEN
    opens = rule.opens_incident
    if opens and opens.kind not in {one.id for one in incidents.kinds()}:
        draft.faults["opens_incident"] = UNKNOWN_KIND
    for place, one in enumerate(rule.conditions):
        if hides.family(one.family):
            draft.faults[f"c{place}-family"] = WITHHELD
    if told is not None and hides.families_of(told.rule):
        draft.faults.setdefault("c0-family", WITHHELD)
    return None if draft.faults else rule


def _is_taken(rule: str) -> bool:
    try:
        queries.rule(rule)
    except UnknownRuleError:
        return False
    return True


def _save(request: HttpRequest, form: Form, rule: Rule, seen: str) -> HttpResponse:
    looked_at = revision(seen) if form.told else None
    try:
        services.save(rule, seen=looked_at, why=form.why, by=request.user.get_username())
    except StaleRuleError:
        if form.told is None:
            form.draft.faults["id"] = TAKEN
            return _shown(request, form)
        return _both(request, form, rule)
    except (RejectedError, UnknownRuleError) as error:
        form.fault = fault(getattr(error, "field", ""), str(error))
        return _shown(request, form)
    messages.success(request, _("The rule is saved and judges the next values."), extra_tags="desk")
    return redirect("rule", rule=rule.id)


def _both(request: HttpRequest, form: Form, rule: Rule) -> HttpResponse:
    """What was typed stays in the form; beside it stands what somebody else has saved."""
    form.told, form.posted = queries.rule(rule.id), None
    form.fault = _(
        "Somebody saved another version in the meantime: it stands beside yours. "
        "Save again, and yours takes its place."
    )
    form.theirs = [
        f"{form.told.changed_by or _('the pack’s own')}: {form.told.why}".rstrip(": "),
        in_words(form.told.rule.name),
        *conditions(form.told.rule, known()),
    ]
    return _shown(request, form)


def _shown(request: HttpRequest, form: Form) -> HttpResponse:
    return render(request, "rules/form.html", {"form": form})
