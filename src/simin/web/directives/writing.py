"""The form that issues a directive, from any card in two actions; and the one that changes it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simin.domains.directives import queries
from simin.domains.directives.policies import ISSUERS
from simin.domains.directives.timing import USUAL, Priority
from simin.domains.effects import queries as effects
from simin.domains.effects.queries import Question
from simin.domains.identity.policies import DESK_ROLES
from simin.domains.identity.roles import Role
from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import queries as incidents
from simin.domains.picture.card import Card
from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError
from simin.web.access import allow
from simin.web.card.lookup import find, viewer_view
from simin.web.desk.moment import city_time
from simin.web.directives.one import found
from simin.web.directives.people import Names, reader_of
from simin.web.directives.typed import (
    Typed,
    amendment_of,
    draft_of,
    local_input,
    new_key,
    posted,
)
from simin.web.directives.vocabulary import EVIDENCE, PRIORITIES, SUMMARIES
from simin.web.effects import typed as effect
from simin.web.presentation.numbers import in_words
from simin.web.sign_in.people import ROLES
from simin.workflows import directive_names_effect

FIELDS = ("title", "text", "addressee", "priority", "required_evidence", "due_at", "card", "key")
AMENDED = ("title", "text", "priority", "required_evidence", "due_at", "revision", "key")
#: Roles that may be asked.
ASKED = (Role.DUTY_OFFICER, Role.PUBLISHER, Role.SOURCE_ADMINISTRATOR, Role.DEPUTY)


@allow(*ISSUERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """``?card=`` says what it is about, ``?template=`` what stands in it already."""
    if request.method != "POST":
        return _form(request, _usual(request))
    typed = posted(request, *FIELDS, *effect.FIELDS)
    card = _card(request, typed.told["card"])
    try:
        told = draft_of(typed, city_time().zone, dict(card.title) if card else {})
        issue = request.POST.get("then") != "draft"
        key = typed.told["key"] or new_key()
        asking = effect.asking_of(typed.told)
        made = directive_names_effect.draft(
            told, asking, by=reader_of(request), form_key=key, issue=issue
        )
    except (RejectedError, NotAllowedError) as error:
        typed.refused(error)
        return _form(request, typed, status=400)
    messages.success(request, _("Issued.") if issue else _("Kept as a draft."), extra_tags="desk")
    return redirect("directive", made)


@allow(*DESK_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@found
def amend(request: HttpRequest, number: str) -> HttpResponseBase:
    """Who comes second is shown both, and what was typed stays."""
    reader = reader_of(request)
    one = queries.directive(number, reader)
    if request.method != "POST":
        return _amending(request, one, _as_it_stands(one))
    typed = posted(request, *AMENDED, *effect.FIELDS)
    if not effect.was_offered(request):
        typed.told |= effect.as_asked(_asked(one))
    told = typed.told["revision"]
    try:
        wanted = amendment_of(typed, city_time().zone)
        revision = int(told) if told.isdecimal() else 0
        asking, key = effect.asking_of(typed.told), typed.told["key"][:80]
        directive_names_effect.amend(number, wanted, asking, revision=revision, by=reader, key=key)
    except (RejectedError, NotAllowedError) as error:
        typed.refused(error)
        one.refresh_from_db()
        return _amending(request, one, typed, status=409 if typed.stale else 400)
    messages.success(request, _("Changed."), extra_tags="desk")
    return redirect("directive", number)


def _usual(request: HttpRequest) -> Typed:
    """As far as the card and the template say it; the rest is the usual."""
    time = city_time()
    card = _card(request, request.GET.get("card", "")[:200])
    told = dict.fromkeys(FIELDS, "") | {
        "card": card.id if card else "",
        "key": new_key(),
        "priority": Priority.IMPORTANT.value,
        "required_evidence": "any",
        "addressee": _owner(card),
        "due_at": local_input(time.now + USUAL[Priority.IMPORTANT], time.zone),
        "title": f"{in_words(card.title)}: " if card else "",
    }
    told |= effect.usual(card)
    chosen = request.GET.get("template", "")
    template = queries.template(int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    if template is not None:
        told |= {name: getattr(template, name) for name in ("title", "text", "priority")}
        told["required_evidence"] = template.required_evidence
        told["addressee"] = f"unit:{template.unit}" if template.unit else f"role:{template.role}"
        told["due_at"] = local_input(time.now + timedelta(hours=template.hours), time.zone)
    return Typed(told)


def _card(request: HttpRequest, card_id: str) -> Card | None:
    """The card as the writer may see it; one that is not there is left out."""
    if not card_id:
        return None
    try:
        card = find(card_id, viewer_view(request)).card
    except NotFoundError:
        return _drill(card_id)
    return card if isinstance(card, Card) else None


def _drill(card_id: str) -> Card | None:
    """A drill is in no picture, and is directed all the same."""
    kind, _sign, number = card_id.partition("/")
    if kind == "incident" and "\0" not in number and incidents.is_drill(number):
        return incident_cards.card(number, city_time().now)
    return None


def _owner(card: Card | None) -> str:
    """The unit that answers for the card, if it says one."""
    owner = card.body.get("owner") if card else None
    return f"unit:{owner['id']}" if isinstance(owner, dict) and owner.get("id") else ""


def choices(names: Names) -> dict[str, Any]:
    return {
        "priorities": [(name, str(words)) for name, words in PRIORITIES.items()],
        "kinds": [(name, str(words)) for name, words in EVIDENCE.items()],
        "units": [(f"unit:{unit}", name) for unit, name in names.units.items()],
        "roles": [(f"role:{role.value}", str(ROLES[role])) for role in ASKED],
    }


def _form(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponseBase:
    names, card = Names(), _card(request, typed.told["card"])
    told = {
        "typed": typed,
        "card": card,
        "subject": in_words(card.title) if card else "",
        "templates": queries.templates(),
        **choices(names),
        **effect.choices(),
    }
    return render(request, "directives/new.html", told, status=status)


def _as_it_stands(one: queries.Directive) -> Typed:
    told = {name: str(getattr(one, name)) for name in AMENDED if name not in ("key", "due_at")}
    told |= {"key": new_key(), "due_at": local_input(one.due_at, city_time().zone)}
    return Typed(told | effect.as_asked(_asked(one)))


def _asked(one: queries.Directive) -> Question | None:
    return effects.of_subject(directive_names_effect.subject_of(one.id))


def _amending(
    request: HttpRequest, one: queries.Directive, typed: Typed, status: int = 200
) -> HttpResponseBase:
    now = _as_it_stands(one)
    theirs = [
        (SUMMARIES[name], _worded(name, now.told[name]))
        for name in SUMMARIES
        if now.told[name] != typed.told[name]
    ]
    told = {"typed": typed, "number": one.id, "now": now, "theirs": theirs}
    told |= choices(Names()) | effect.choices()
    return render(request, "directives/amend.html", told, status=status)


def _worded(name: str, value: str) -> str:
    words = {"priority": PRIORITIES, "required_evidence": EVIDENCE}.get(name, {})
    return (
        str(words.get(value, value)).replace("T", " ")
        if name == "due_at"
        else str(words.get(value, value))
    )
