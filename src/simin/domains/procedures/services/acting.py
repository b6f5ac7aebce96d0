"""Finish a step, or leave it out with a reason; by its owner, or by who leads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from simin.domains.procedures import policies, queries
from simin.domains.procedures.definition import Evidence
from simin.domains.procedures.models import Step, StepEvidence
from simin.domains.procedures.policies import Actor
from simin.domains.procedures.queries.running import reached
from simin.domains.procedures.services.record import has_entry, locked_step, moment, moved
from simin.domains.procedures.services.starting import open_ready
from simin.domains.procedures.states import Act, Course, State, after
from simin.kit.errors import RejectedError
from simin.kit.photos import KeptPhoto
from simin.kit.typed_text import checked_text

LONGEST_TEXT = 4000
LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is handed in with a step."""

    text: str = ""
    value: float | None = None
    measure: str = ""
    #: In the file store already.
    photos: Sequence[KeptPhoto] = field(default=())

    @property
    def kinds(self) -> set[Evidence]:
        found = {Evidence.NONE}
        if self.text.strip():
            found.add(Evidence.TEXT)
        if self.value is not None:
            found.add(Evidence.NUMBER)
        if self.photos:
            found.add(Evidence.PHOTO)
        return found


def check_finish(number: int, *, by: Actor, key: str = "") -> None:
    """Before a photo is kept: whether this person may finish the step as it stands now.

    Raises as ``finish``, which looks again.
    """
    step = queries.step(number)
    if has_entry(step, key):
        return
    _check_running(step)
    parts = policies.parties(by, step, reached(step.pk))
    after(Act.FINISH, State(step.state), parties=parts, evidence=True)


@transaction.atomic
def finish(number: int, *, by: Actor, given: Given | None = None, key: str = "") -> State:
    """The step's state after it. ``key``: of the form; the same form again changes nothing.

    Raises as ``states.after``.
    """
    step = locked_step(number)
    if has_entry(step, key):
        return State(step.state)
    _check_running(step)
    given = _checked(given or Given())
    met = Evidence(step.evidence) in given.kinds
    parts = policies.parties(by, step, reached(step.pk))
    target = after(Act.FINISH, State(step.state), parties=parts, evidence=met)
    at = moment(step)
    _hand_in(step, given, by, at)
    _end(step, by.username, at)
    moved(step, Act.FINISH, target, at=at, by=by.username, key=key)
    open_ready(step.run, at)
    return target


@transaction.atomic
def skip(number: int, *, by: Actor, reason: str, key: str = "") -> State:
    """Leave it out; what waits for it begins. Raises as ``states.after``."""
    step = locked_step(number)
    if has_entry(step, key):
        return State(step.state)
    _check_running(step)
    reason = checked_text(reason, most=LONGEST_REASON, field="reason")
    parts = policies.parties(by, step, reached(step.pk))
    target = after(Act.SKIP, State(step.state), parties=parts, reason=reason)
    at = moment(step)
    step.reason = reason
    _end(step, by.username, at)
    moved(step, Act.SKIP, target, at=at, by=by.username, key=key)
    open_ready(step.run, at)
    return target


def _end(step: Step, by: str, at: datetime) -> None:
    step.ended_at, step.ended_by = at, by


def _check_running(step: Step) -> None:
    if step.run.course != Course.RUNNING:
        raise RejectedError("state", f"the procedure has ended: {step.run.course}")


def _hand_in(step: Step, given: Given, by: Actor, at: datetime) -> None:
    whose = {"step": step, "by": by.username, "at": at}
    rows = [
        StepEvidence(
            **whose,
            kind=Evidence.PHOTO,
            sha256=one.sha256,
            thumbnail=one.thumbnail,
            media_type=one.media_type,
        )
        for one in given.photos
    ]
    if given.value is not None:
        measure = given.measure.strip()[:40]
        rows.append(StepEvidence(**whose, kind=Evidence.NUMBER, value=given.value, measure=measure))
    if given.text:
        rows.append(StepEvidence(**whose, kind=Evidence.TEXT, text=given.text))
    StepEvidence.objects.bulk_create(rows)


def _checked(given: Given) -> Given:
    if given.value is not None and not math.isfinite(given.value):
        raise RejectedError("value", "is no number")
    text = checked_text(given.text, most=LONGEST_TEXT)
    return Given(text=text, value=given.value, measure=given.measure, photos=tuple(given.photos))
