"""Read effect questions, their estimates and what citizens noticed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Count

from simin.domains.effects.errors import UnknownQuestionError
from simin.domains.effects.estimate import Estimate
from simin.domains.effects.models import EffectQuestion, Noticed
from simin.domains.effects.states import FOLLOWED, State
from simin.domains.effects.step import Step
from simin.domains.effects.stored import read
from simin.domains.picture.card import Trust

ANSWERS = ("better", "same", "worse")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as it stands."""

    id: int
    subject: str
    state: State
    indicator: str
    place: str
    direction: str
    window: str
    step: Step
    steps: int
    baseline: int
    public: bool
    asked_by: str
    asked_at: datetime
    moment: datetime | None
    begins_at: datetime | None
    ends_at: datetime | None
    estimated_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str
    estimate: Estimate | None
    trust: Trust | None


def of_subject(subject: str) -> Question | None:
    """The question that stands."""
    row = EffectQuestion.objects.filter(subject=subject).exclude(state=State.WITHDRAWN).first()
    return question_read(row) if row else None


def before_it(subject: str) -> list[Question]:
    """What was asked of the subject and stands no more, the newest first."""
    rows = EffectQuestion.objects.filter(subject=subject, state=State.WITHDRAWN)
    return [question_read(row) for row in rows.order_by("-id")]


def question(number: int) -> Question:
    """Raises ``UnknownQuestionError``."""
    row = EffectQuestion.objects.filter(id=number).first()
    if row is None:
        raise UnknownQuestionError(f"no effect question {number}")
    return question_read(row)


def public(indicator: str, now: datetime, limit: int = 5) -> list[Question]:
    """What citizens are asked about an indicator: begun, and no longer over than it lasted."""
    rows = EffectQuestion.objects.filter(
        indicator=indicator, public=True, moment__lte=now, state__in=[*FOLLOWED, State.FINAL]
    )
    return [one for one in map(question_read, rows.order_by("-moment")[:limit]) if asks(one, now)]


def asks(one: Question, now: datetime) -> bool:
    """Whether citizens may still answer: until as long after the window as it lasted."""
    begun = one.moment is not None and one.moment <= now
    if not (one.public and begun and one.begins_at and one.ends_at):
        return False
    return one.state != State.WITHDRAWN and now < one.ends_at + (one.ends_at - one.begins_at)


def noticed(number: int) -> dict[str, int]:
    """How often each answer was given."""
    rows = Noticed.objects.filter(question=number).values("answer").annotate(votes=Count("id"))
    return dict.fromkeys(ANSWERS, 0) | {row["answer"]: row["votes"] for row in rows}


def question_read(row: EffectQuestion) -> Question:
    plain = ("estimate", "trust", "state")
    told: dict[str, Any] = {
        name: getattr(row, name) for name in Question.__annotations__ if name not in plain
    }
    mark = None if row.trust is None else msgspec.convert(row.trust, Trust)
    return Question(**told, state=State(row.state), estimate=read(row.estimate), trust=mark)
