"""Templates, and directives that come again by the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction

from simin.domains.directives import policies
from simin.domains.directives.attachment import EvidenceKind
from simin.domains.directives.models import Directive, DirectiveTemplate
from simin.domains.directives.policies import Reader
from simin.domains.directives.recurrence import Every, newest_due, occurrence
from simin.domains.directives.services.drafting import (
    Draft,
    check_addressee,
    check_choice,
    check_words,
    draft,
)
from simin.domains.directives.timing import Priority
from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.roles import Role
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.outbox import services as outbox

log = structlog.get_logger()

#: A year.
MOST_HOURS = 366 * 24


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """A template as it is handed in; ``every`` with ``first_at`` makes it recur."""

    name: str
    title: str
    text: str = ""
    unit: str = ""
    role: str = ""
    priority: str = Priority.NORMAL
    required_evidence: str = EvidenceKind.ANY
    #: From issue to due.
    hours: int = 24
    every: str = Every.NEVER
    first_at: datetime | None = None


@transaction.atomic
def save_template(told: Repeated, *, by: Reader) -> int:
    """Make it, or replace the one of that name; its number."""
    role = policies.check_may_issue(by)
    _check(told)
    columns: dict[str, object] = {
        name: getattr(told, name) for name in Repeated.__dataclass_fields__ if name != "name"
    }
    columns |= {"number": 0, "next_at": told.first_at if told.every else None}
    columns |= {"issuer": by.username, "issuer_role": role}
    saved, _ = DirectiveTemplate.objects.update_or_create(name=told.name.strip(), defaults=columns)
    return saved.pk


@transaction.atomic
def remove_template(number: int, *, by: Reader) -> None:
    """What was issued from it stays."""
    policies.check_may_issue(by)
    DirectiveTemplate.objects.filter(id=number).delete()


def issue_due_templates(now: datetime, zone: ZoneInfo) -> list[str]:
    """Issue every recurring one whose time has come, once; their ids."""
    due = DirectiveTemplate.objects.filter(next_at__lte=now).order_by("next_at", "id")
    issued = [_issue(number, now, zone) for number in due.values_list("id", flat=True)]
    return [one for one in issued if one]


@transaction.atomic
def _issue(template_id: int, now: datetime, zone: ZoneInfo) -> str | None:
    outbox.take_turns()
    row = DirectiveTemplate.objects.select_for_update().filter(id=template_id).first()
    if row is None or row.first_at is None:
        return None
    every = Every(row.every)
    number = newest_due(row.first_at, every, row.number, now, zone)
    if number is None:
        return None
    row.number = number + 1
    row.next_at = occurrence(row.first_at, every, row.number, zone)
    row.save(update_fields=["number", "next_at"])
    form_key = f"template/{row.pk}/{occurrence(row.first_at, every, number, zone)}"
    if Directive.objects.filter(form_key=form_key).exists():
        return None  # issued before the template was saved anew, perhaps by somebody else
    return _issued(row, form_key, now)


def _issued(row: DirectiveTemplate, form_key: str, now: datetime) -> str | None:
    """None where its issuer may issue no more: said in the log, and not tried again."""
    told = Draft(
        title=row.title,
        text=row.text,
        unit=row.unit,
        role=row.role,
        priority=row.priority,
        required_evidence=row.required_evidence,
        due_at=now + timedelta(hours=row.hours),
    )
    try:
        with transaction.atomic():
            return draft(told, by=_issuer(row), form_key=form_key)
    except (NotAllowedError, RejectedError, UnknownAccountError) as error:
        log.warning("recurring directive not issued", template=row.name, error=str(error))
        return None


def _issuer(row: DirectiveTemplate) -> Reader:
    """Who made it; where that one left, whoever holds the office now."""
    role = Role(row.issuer_role)
    holders = identity.holders(role)
    known = [one for one in holders if one.username == row.issuer] or holders
    if not known:
        raise NotAllowedError(f"nobody holds the office of the {role} any more")
    return Reader(username=known[0].username, roles=frozenset({role}))


def _check(told: Repeated) -> None:
    if not told.name.strip() or len(told.name) > 100:
        raise RejectedError("name", "give it a name of at most 100 characters")
    check_words(told.title, told.text)
    check_addressee(told.unit, told.role)
    check_choice("priority", told.priority, list(Priority))
    check_choice("required_evidence", told.required_evidence, list(EvidenceKind))
    check_choice("every", told.every, list(Every))
    if not 1 <= told.hours <= MOST_HOURS:
        raise RejectedError("hours", f"between 1 and {MOST_HOURS}")
    if told.every and told.first_at is None:
        raise RejectedError("first_at", "say when it comes first")
