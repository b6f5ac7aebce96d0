"""What follows from time passing: what is late, and to whom it goes then."""

from datetime import datetime

from django.db import transaction

from simin.domains.identity import queries as identity
from simin.domains.procedures import timing
from simin.domains.procedures.models import Reached, Step
from simin.domains.procedures.services.record import locked_step, moment, moved, standing, went_up
from simin.domains.procedures.states import Act, Course, Party, State, after

#: Steps looked at in one go.
AT_ONCE = 200


def as_time_passes(now: datetime) -> int:
    """Do what is owed at city time ``now``; how much.

    Each step in a transaction of its own: an engine that died halfway takes up where it stopped.
    """
    waiting = Step.objects.filter(look_at__lte=now, run__course=Course.RUNNING)
    numbers = list(waiting.order_by("look_at", "id").values_list("id", flat=True)[:AT_ONCE])
    return sum(_look(number, now) for number in numbers)


@transaction.atomic
def _look(number: int, now: datetime) -> int:
    step = locked_step(number)
    if step.run.course != Course.RUNNING or step.look_at is None or step.look_at > now:
        return 0
    at, done = max(now, moment(step)), 0
    if timing.lapses(standing(step), now):
        target = after(Act.LAPSE, State(step.state), parties={Party.CLOCK})
        step.late_at = step.due_at
        moved(step, Act.LAPSE, target, at=at)
        done += 1
    if timing.goes_up(standing(step), now):
        done += _go_up(step, at)
    return done


def _go_up(step: Step, at: datetime) -> int:
    above = identity.units_or_head_above(step.unit)
    unit = above[step.level] if step.level < len(above) else None
    if unit is not None:
        step.level += 1
        step.escalated_at = at
        Reached.objects.get_or_create(step=step, unit=unit, defaults={"level": step.level})
    step.at_top = step.level >= len(above)
    step.look_at = timing.next_moment(standing(step))
    step.save()
    if unit is None:
        return 0
    went_up(step, unit, at=at)
    return 1
