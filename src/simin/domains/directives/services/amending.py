"""Change what a directive says; two who do so at once are both told."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction

from simin.domains.directives import policies
from simin.domains.directives.attachment import EvidenceKind
from simin.domains.directives.errors import StaleEditError
from simin.domains.directives.models import ChainEntry, Directive
from simin.domains.directives.policies import Reader
from simin.domains.directives.services.drafting import (
    check_choice,
    check_due,
    check_words,
    index_words,
)
from simin.domains.directives.services.record import AMENDED, entered, has_entry, locked, moment
from simin.domains.directives.states import FINAL
from simin.domains.directives.timing import Priority
from simin.domains.directives.words import AMENDABLE, said
from simin.kit.errors import NotAllowedError, RejectedError


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """The fields as the issuer wants them."""

    title: str
    text: str
    priority: str
    required_evidence: str
    due_at: datetime


@transaction.atomic
def amend(
    directive_id: str, wanted: Amendment, *, revision: int, by: Reader, key: str = ""
) -> bool:
    """False where nothing changes. ``revision``: the one that was opened for editing.

    Raises ``StaleEditError`` where somebody else changed it since; the caller shows both.
    """
    directive = locked(directive_id, by)
    if has_entry(directive, key):
        return False
    if not policies.is_issuer(by, directive):
        raise NotAllowedError("only the issuer's side changes what a directive says")
    if directive.state in FINAL:
        raise RejectedError("state", "what has ended is not changed")
    if revision != directive.revision:
        raise StaleEditError(revision, directive.revision, _last_editor(directive))
    return _changed(directive, wanted, by, key)


def _changed(directive: Directive, wanted: Amendment, by: Reader, key: str) -> bool:
    at = moment(directive)
    wanted = replace(wanted, due_at=wanted.due_at.astimezone(UTC), title=wanted.title.strip())
    check_words(wanted.title, wanted.text)
    check_choice("priority", wanted.priority, list(Priority))
    check_choice("required_evidence", wanted.required_evidence, list(EvidenceKind))
    if wanted.due_at != directive.due_at:
        check_due(wanted.due_at, at)
    before = said(directive)
    for name in AMENDABLE:
        setattr(directive, name, getattr(wanted, name))
    changed = {name: value for name, value in said(directive).items() if before[name] != value}
    if not changed:
        return False
    directive.revision += 1
    index_words(directive)
    was = {name: before[name] for name in changed}
    details = {"says": changed, "was": was}
    entered(directive, AMENDED, at=at, actor=by.username, details=details, key=key)
    return True


def _last_editor(directive: Directive) -> str:
    edits = ChainEntry.objects.filter(directive=directive, act=AMENDED).order_by("-position")
    return edits.values_list("actor", flat=True).first() or directive.issuer
