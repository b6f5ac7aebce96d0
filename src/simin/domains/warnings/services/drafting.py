"""Write what a warning is to say, alone or one after another; nobody outside hears of it yet."""

from datetime import datetime

from django.db import IntegrityError, transaction

from simin.domains.picture.card import Origin
from simin.domains.warnings.content import Content
from simin.domains.warnings.errors import StaleEditError, WrongStepError
from simin.domains.warnings.events import DraftDiscarded, WarningDrafted, WarningEdited
from simin.domains.warnings.models import PublicWarning
from simin.domains.warnings.policies import has_first_person
from simin.domains.warnings.services.record import checked, index, locked, stored, tell
from simin.domains.warnings.states import FINAL, IN_FORCE, State, Step, after


@transaction.atomic
def draft(
    content: Content,
    *,
    incident: str,
    origin: Origin,
    submission: str,
    by: str,
    at: datetime,
    exercise: bool = False,
) -> int:
    """The draft's number; the same ``submission`` again gives the same one and changes nothing.

    ``exercise``: of a drill, which is approved and never reaches anybody outside.
    """
    known = _known(submission)
    if known is not None:
        return known
    checked(content, at)
    warning = PublicWarning(
        incident=incident,
        state=State.DRAFTED,
        origin=origin,
        exercise=exercise,
        draft=stored(content),
        authors=[by],
        submission=submission,
        drafted_at=at,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            warning.save(force_insert=True)
    except IntegrityError:  # the same form came by another process a moment ago
        return PublicWarning.objects.values_list("id", flat=True).get(submission=submission)
    index(warning, content)
    tell(WarningDrafted, warning, by=by, at=at, update=False)
    return warning.pk


def _known(submission: str) -> int | None:
    found = PublicWarning.objects.filter(submission=submission)
    return found.values_list("id", flat=True).first()


@transaction.atomic
def edit(number: int, content: Content, *, revision: int, by: str, at: datetime) -> int:
    """The draft's revision after it. Raises ``StaleEditError`` where another one came before.

    The same content again by the same person is the same edit, however often its form is sent.
    """
    warning = locked(number)
    if warning.draft is None or warning.state in FINAL:
        raise WrongStepError(warning.state, "edit")
    new = stored(content)
    if warning.revision != revision:
        if warning.draft == new and by in warning.authors:
            return warning.revision
        raise StaleEditError(warning.revision)
    checked(content, at)
    if warning.draft == new and has_first_person(warning.authors):
        return warning.revision
    warning.draft, warning.revision, warning.changed_at = new, revision + 1, at
    if by not in warning.authors:
        warning.authors = [*warning.authors, by]
    warning.save()
    index(warning, content)
    tell(WarningEdited, warning, by=by, at=at, revision=warning.revision)
    return warning.revision


@transaction.atomic
def begin_update(number: int, *, by: str, at: datetime) -> int:
    """Begin a draft of what replaces the warning; its revision. Begun already: that one's."""
    warning = locked(number)
    if warning.state not in IN_FORCE:
        raise WrongStepError(warning.state, "update")
    if warning.draft is None:
        warning.draft, warning.authors, warning.changed_at = warning.content, [by], at
        warning.revision += 1
        warning.save()
        tell(WarningDrafted, warning, by=by, at=at, update=True)
    return warning.revision


@transaction.atomic
def discard(number: int, *, by: str, at: datetime) -> bool:
    """Give the draft up; what is in force stays so. False if there was none."""
    warning = locked(number)
    if warning.state == State.DISCARDED or warning.draft is None:
        return False
    if warning.state in IN_FORCE:
        warning.draft = None
    else:
        warning.state, warning.ended_at = after(warning.state, Step.DISCARD), at
    warning.changed_at = at
    warning.save()
    tell(DraftDiscarded, warning, by=by, at=at)
    return True
