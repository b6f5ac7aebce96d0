"""``/desk/release/CARD``: how it stands, both views side by side, and the form that decides."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simin.domains.identity.policies import OFFICE_ROLES, RELEASE_ROLES, may
from simin.domains.picture.decision import Decision
from simin.domains.releases import queries, services
from simin.domains.releases.errors import StaleDecisionError
from simin.domains.releases.services import Decider, Wanted
from simin.domains.releases.withholdable import TWO_PERSONS
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.access import allow, roles_held
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.directives.typed import Typed, local_input, moment, new_key, posted
from simin.web.own_office import own_office
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.refusals import CANNOT_BE_TAKEN
from simin.web.presentation.times import CityTime
from simin.web.releases.decisions import line as decision_line
from simin.web.releases.preview import Preview
from simin.web.releases.things import Subject, is_withheld, subject
from simin.web.releases.vocabulary import FAULTS, KINDS, MASKS, REASONS, SAID, part, word

FIELDS = ("decision", "field", "reason", "review_on", "until", "why", "seen", "key")
#: What the form offers at first.
REVIEW, EMBARGO = timedelta(days=30), timedelta(days=1)


@allow(*OFFICE_ROLES)
@require_safe
def page(request: HttpRequest, card_id: str) -> HttpResponseBase:
    return _shown(request, _subject(card_id), Typed({}))


@allow(*RELEASE_ROLES)
@require_POST
def decide(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """What was typed stays where something is wrong, or where somebody else was faster."""
    about, typed = _subject(card_id), posted(request, *FIELDS)
    try:
        made = services.decide(_wanted(about, typed), by=_decider(request), at=city_time().now)
    except RejectedError as error:
        return _refused(request, about, typed, error)
    if made.state == queries.State.PROPOSED:
        said = _("Proposed. It has no effect before another person confirms it.")
    else:
        said = _("Decided. The picture follows within seconds, and the register says so.")
    messages.success(request, said, extra_tags="desk")
    return redirect("release", card_id=about.id)


@allow(*RELEASE_ROLES)
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponseBase:
    """``answer``: ``confirm`` or ``refuse``."""
    found = _decision(number)
    confirms = request.POST.get("answer") == "confirm"
    act = services.confirm if confirms else services.refuse
    try:
        act(number, by=_decider(request), at=city_time().now)
    except RejectedError as error:
        return _refused(request, _subject(found.card), Typed({}), error)
    said = _("Confirmed: it is withheld from now on.") if confirms else _("It is off the table.")
    messages.success(request, said, extra_tags="desk")
    return redirect("release", card_id=found.card)


def _subject(card_id: str) -> Subject:
    try:
        return subject(card_id)
    except NotFoundError as error:
        raise Http404(str(error)) from error


def _decision(number: int) -> queries.ReleaseDecision:
    try:
        return queries.decision(number)
    except NotFoundError as error:
        raise Http404(str(error)) from error


def _wanted(about: Subject, typed: Typed) -> Wanted:
    told = typed.told
    if told["field"] and told["field"] not in about.parts:
        raise RejectedError("field", "is no part of it")
    if told["decision"] not in list(Decision):
        raise RejectedError("decision", "is no decision")
    decision = Decision(told["decision"])
    zone = city_time().zone
    return Wanted(
        card=about.id,
        kind=about.kind,
        field=told["field"],
        decision=decision,
        reason=told["reason"],
        review_on=_day(told["review_on"]) if decision is Decision.WITHHOLD else None,
        until=moment("until", told["until"], zone) if decision is Decision.EMBARGO else None,
        why=told["why"],
        seen=int(told["seen"]) if told["seen"].isdecimal() and len(told["seen"]) < 16 else None,
        key=told["key"][:80] or new_key(),
    )


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise RejectedError("review_on", "is no day") from error


def _decider(request: HttpRequest) -> Decider:
    username, office = request.user.get_username(), own_office(request)
    return Decider(username=username, roles=roles_held(request), office=office)


def _refused(
    request: HttpRequest, about: Subject, typed: Typed, error: RejectedError
) -> HttpResponseBase:
    words = SAID.get(error.reason) or FAULTS.get(error.field, CANNOT_BE_TAKEN)
    typed.faults[error.field] = str(words)
    status = 409 if isinstance(error, StaleDecisionError) else 400
    return _shown(request, about, typed, status)


def _preview(time: CityTime) -> Preview:
    return Preview(time, district_names())


def _shown(
    request: HttpRequest, about: Subject, typed: Typed, status: int = 200
) -> HttpResponseBase:
    time, people, told = city_time(), Names(), typed.told
    past = queries.about(about.id)
    newest = str(past[0].pk) if past else ""
    context: dict[str, Any] = {
        "about": about,
        "title": in_words(about.title) or about.id,
        "kind": word(KINDS, about.kind),
        "withheld": is_withheld(about),
        "reason": word(REASONS, about.release.reason or ""),
        "office": in_words(about.release.office),
        "preview": _preview(time).lines(about.card) if about.card else [],
        "parts": [(name, part(name)) for name in about.parts],
        "hidden": _hidden(about),
        "reasons": [(name, str(called)) for name, called in REASONS.items()],
        "may_decide": may(roles_held(request), RELEASE_ROLES),
        "two_persons": about.kind in TWO_PERSONS,
        "typed": typed,
        "seen": newest if "seen" in typed.faults else told.get("seen", newest),
        "key": told.get("key") or new_key(),
        "review_on": told.get("review_on") or str(time.local(time.now + REVIEW).date()),
        "until": told.get("until") or local_input(time.now + EMBARGO, time.zone),
        "past": [
            {
                **decision_line(one, time),
                "why": one.why,
                "by": people.person(one.by),
                "confirmed_by": people.person(one.confirmed_by) if one.confirmed_by else "",
                "proposed": one.state == queries.State.PROPOSED,
                "mine": one.by == request.user.get_username(),
            }
            for one in past
        ],
    }
    return render(request, "releases/one.html", context, status=status)


def _hidden(about: Subject) -> list[tuple[str, str, str, str]]:
    """Parts that are withheld now: part, how, reason, office."""
    return [
        (
            part(one.name),
            word(MASKS, one.mask),
            word(REASONS, one.release.reason or ""),
            in_words(one.release.office),
        )
        for one in about.hidden
    ]
