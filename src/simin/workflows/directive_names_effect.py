"""A directive is written together with what it is to be measured by: both, or neither."""

from django.db import transaction

from simin.domains.directives import queries as directives
from simin.domains.directives import services
from simin.domains.directives.policies import Reader
from simin.domains.directives.services import Amendment, Draft
from simin.domains.effects import services as effects
from simin.domains.effects.services import Asking

#: Before a directive's number, in what effects call a subject.
SUBJECT = "directive/"


def subject_of(directive: str) -> str:
    return f"{SUBJECT}{directive}"


@transaction.atomic
def draft(
    told: Draft, asking: Asking | None, *, by: Reader, form_key: str, issue: bool = True
) -> str:
    """The directive's id. Raises as both services do."""
    made = services.draft(told, by=by, form_key=form_key, issue=issue)
    if asking is not None:
        issued_at = directives.directive(made, by).issued_at
        effects.ask(asking, subject=subject_of(made), by=by.username, begun_at=issued_at)
    return made


@transaction.atomic
def amend(
    directive: str,
    wanted: Amendment,
    asking: Asking | None,
    *,
    revision: int,
    by: Reader,
    key: str = "",
) -> None:
    """Who may not change the directive, or comes second, changes neither."""
    services.amend(directive, wanted, revision=revision, by=by, key=key)
    issued_at = directives.directive(directive, by).issued_at
    effects.ask(asking, subject=subject_of(directive), by=by.username, begun_at=issued_at)
