"""Write a directive, and issue it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction

from simin.domains.directives import policies
from simin.domains.directives.attachment import EvidenceKind
from simin.domains.directives.models import Directive, Involved, SearchWord, YearlyNumber
from simin.domains.directives.policies import Reader
from simin.domains.directives.services.record import entered, moved
from simin.domains.directives.states import Act, State
from simin.domains.directives.timing import Priority
from simin.domains.directives.words import said
from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownDepartmentError
from simin.domains.identity.policies import STAFF_ROLES
from simin.domains.identity.roles import Role
from simin.domains.incidents import queries as incidents
from simin.domains.places import queries as places
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.text import Text
from simin.kit.word_search import words_of

LONGEST_TITLE, LONGEST_TEXT = 200, 4000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A directive as it is handed in."""

    title: str
    due_at: datetime
    text: str = ""
    #: Card id, and the card's title as the issuer saw it.
    subject: str = ""
    subject_title: Text = field(default_factory=dict)
    #: Department id, or a role, or a role in a department.
    unit: str = ""
    role: str = ""
    priority: str = Priority.NORMAL
    required_evidence: str = EvidenceKind.ANY
    #: Departments that see it without being asked.
    watchers: tuple[str, ...] = ()


@transaction.atomic
def draft(told: Draft, *, by: Reader, form_key: str, issue: bool = True) -> str:
    """The directive's id; the same ``form_key`` again gives the same id and changes nothing.

    Raises ``NotAllowedError`` for who may not issue, ``RejectedError`` for a wrong field.
    """
    role = policies.check_may_issue(by)
    now = city_clock().now()
    counter = _locked_year(now)
    again = Directive.objects.filter(form_key=form_key, issuer=by.username).first()
    if again is not None:
        return again.id
    check(told, now)
    directive = _directive(told, by, role, form_key, now)
    directive.id = _next(counter)
    _keep(directive, told)
    if issue:
        moved(directive, State.ISSUED, now)
        entered(directive, Act.ISSUE, at=now, actor=by.username)
    return directive.id


def check(told: Draft, now: datetime) -> None:
    """Each wrong field is named."""
    check_words(told.title, told.text)
    check_due(told.due_at, now)
    check_choice("priority", told.priority, list(Priority))
    check_choice("required_evidence", told.required_evidence, list(EvidenceKind))
    check_addressee(told.unit, told.role)
    for unit in told.watchers:
        _check_unit("watchers", unit)


def check_words(title: str, text: str) -> None:
    if not title.strip():
        raise RejectedError("title", "say what is to be done")
    if len(title) > LONGEST_TITLE:
        raise RejectedError("title", f"at most {LONGEST_TITLE} characters")
    if len(text) > LONGEST_TEXT:
        raise RejectedError("text", f"at most {LONGEST_TEXT} characters")
    if "\0" in title + text:
        raise RejectedError("text", "holds a sign that no text has")


def check_due(due_at: datetime, now: datetime) -> None:
    if due_at.tzinfo is None:
        raise RejectedError("due_at", "is no time")
    if due_at <= now:
        raise RejectedError("due_at", "lies in the past")


def check_choice(field: str, given: str, known: list[str]) -> None:
    if given not in known:
        raise RejectedError(field, f"is none of {', '.join(known)}")


def check_addressee(unit: str, role: str) -> None:
    if not unit and not role:
        raise RejectedError("addressee", "say who is to do it")
    if unit:
        _check_unit("addressee", unit)
    if role:
        check_choice("addressee", role, sorted(STAFF_ROLES - {Role.AUDITOR}))


def _check_unit(field: str, unit: str) -> None:
    try:
        identity.department(unit)
    except UnknownDepartmentError as error:
        raise RejectedError(field, "the organisation has no such unit") from error


def _directive(told: Draft, by: Reader, role: Role, form_key: str, now: datetime) -> Directive:
    return Directive(
        form_key=form_key,
        state=State.DRAFTED,
        state_since=now,
        title=told.title.strip(),
        text=told.text.strip(),
        subject=told.subject,
        subject_title=dict(told.subject_title),
        drill=_is_of_a_drill(told.subject),
        issuer=by.username,
        issuer_role=role,
        unit=told.unit,
        role=told.role,
        priority=told.priority,
        required_evidence=told.required_evidence,
        due_at=told.due_at.astimezone(UTC),
        drafted_at=now,
    )


def _is_of_a_drill(card: str) -> bool:
    kind, _, number = card.partition("/")
    return kind == "incident" and incidents.is_drill(number)


def _keep(directive: Directive, told: Draft) -> None:
    directive.save(force_insert=True)
    if told.unit:
        Involved.objects.create(directive=directive, unit=told.unit)
    for unit in sorted({*told.watchers} - {told.unit}):
        Involved.objects.create(directive=directive, unit=unit, watches=True)
    index_words(directive)
    details = {"says": said(directive), "watchers": sorted(told.watchers)}
    entered(directive, "draft", at=directive.drafted_at, actor=directive.issuer, details=details)


def index_words(directive: Directive) -> None:
    SearchWord.objects.filter(directive=directive).delete()
    texts = [directive.id, directive.title, directive.text, *directive.subject_title.values()]
    words = words_of(texts)
    SearchWord.objects.bulk_create(SearchWord(directive=directive, word=word) for word in words)


def _locked_year(now: datetime) -> YearlyNumber:
    """Whoever writes one next waits here until this one commits."""
    year = now.astimezone(places.zone()).year
    outbox.take_turns()
    YearlyNumber.objects.get_or_create(year=year)
    return YearlyNumber.objects.select_for_update().get(year=year)


def _next(counter: YearlyNumber) -> str:
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{counter.year}-{counter.last:06d}"
