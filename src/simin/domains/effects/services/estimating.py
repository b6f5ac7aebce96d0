"""Estimate what is due, again and again until the window has ended.

Reckoned outside any transaction; what came of it is kept only where the question still stands as it
was read.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

import msgspec
from django.db import transaction

from simin.domains.effects.estimate import Estimate, Verdict, estimate
from simin.domains.effects.events import EffectEstimated
from simin.domains.effects.models import EffectQuestion
from simin.domains.effects.reasons import Reason, Why
from simin.domains.effects.states import FOLLOWED, Act, State, after
from simin.domains.effects.step import STEPS
from simin.domains.effects.stored import kept, read
from simin.domains.effects.values import against, points
from simin.domains.effects.windows import Bounds, bounds, is_over, next_look, window
from simin.domains.indicators.cards import card
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

#: What else happened in a span that may have moved an indicator, as other domains know it.
type Found = Callable[[str, datetime, datetime], Sequence[Reason]]

#: Questions in one go.
AT_ONCE = 20


def estimate_due(now: datetime, zone: tzinfo, found: Found) -> int:
    """Look at every question that is due at city time ``now``; how many."""
    due = EffectQuestion.objects.filter(look_at__lte=now, state__in=FOLLOWED).order_by("look_at")
    return sum(_look(row, now, zone, found) for row in list(due[:AT_ONCE]))


def _look(row: EffectQuestion, now: datetime, zone: tzinfo, found: Found) -> int:
    try:
        told, trust = _reckon(row, now, zone, found)
    except (UnknownIndicatorError, RejectedError):
        return _keep(row, None, None, now)  # the city's pack has it no more
    return _keep(row, told, trust, now)


def _reckon(
    row: EffectQuestion, now: datetime, zone: tzinfo, found: Found
) -> tuple[Estimate, object]:
    assert row.moment is not None
    step = window(row.window).step
    span = bounds(row.moment, step, row.baseline, row.steps, zone)
    before, later = points(row.indicator, row.place, step, span, now)
    elapsed = int(max(min(now, span.ends_at) - span.begins_at, STEPS[step] * 0) / STEPS[step])
    reasons = [
        *against(row.indicator, span, now),
        *_others(row, span),
        *found(row.indicator, span.begins_at, min(span.ends_at, now)),
    ]
    told = estimate(
        before, later, step=step, zone=zone, wanted=row.steps, elapsed=elapsed, found=reasons
    )
    return told, msgspec.to_builtins(card(row.indicator, now).trust)


def _others(row: EffectQuestion, span: Bounds) -> list[Reason]:
    """Other things that were begun so that the same indicator moves, there or in the whole city."""
    rows = EffectQuestion.objects.filter(
        indicator=row.indicator, moment__gte=span.since, moment__lt=span.ends_at
    ).exclude(subject=row.subject)
    rows = rows.exclude(state=State.WITHDRAWN)
    subjects = [
        one.subject for one in rows if not one.place or one.place == row.place or not row.place
    ]
    return [Reason(Why.OTHER_ACTION, {"subject": one}) for one in subjects[:3]]


@transaction.atomic
def _keep(row: EffectQuestion, told: Estimate | None, trust: object, now: datetime) -> int:
    outbox.take_turns()
    current = EffectQuestion.objects.select_for_update().get(id=row.pk)
    if (current.state, current.look_at, current.moment) != (row.state, row.look_at, row.moment):
        return 0
    assert current.ends_at is not None
    step = window(current.window).step
    over = is_over(now, current.ends_at, step)
    said = told is not None and told.verdict is not Verdict.UNSAID
    act = Act.END if over else Act.SAY if said else Act.HOLD
    was, verdict = current.state, read(current.estimate)
    current.state = after(act, State(current.state))
    current.look_at = None if over else next_look(now, current.ends_at, step)
    current.estimate, current.trust = (kept(told) if told else None), trust
    current.estimated_at = now
    current.save()
    if current.state != was or (verdict and verdict.verdict) != (told and told.verdict):
        _tell(current, told, now)
    return 1


def _tell(row: EffectQuestion, told: Estimate | None, now: datetime) -> None:
    verdict = told.verdict.value if told else Verdict.UNSAID.value
    event = EffectEstimated(
        question=row.pk, subject=row.subject, state=row.state, verdict=verdict, at=now
    )
    outbox.append(event, at=now)
