"""Tell whom a step concerns, through the channels that the installation has."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from simin.domains.identity import queries as identity
from simin.domains.identity.queries import Account
from simin.domains.procedures.models import Notice, Step
from simin.domains.procedures.queries.running import owners
from simin.domains.procedures.services.record import entered, locked_step, moment, noted
from simin.domains.procedures.states import WAITING, Course
from simin.kit.delivery import Channel, Message
from simin.kit.delivery_row import AT_ONCE, Round
from simin.kit.text import pick
from simin.kit.translated import words

OPEN, LATE, ESCALATE, NOTIFY = "open", "late", "escalate", "notify"


@transaction.atomic
def tell_of(number: int, *, act: str, now: datetime, unit: str = "") -> int:
    """Leave word for everyone whom ``act`` concerns; how many. ``unit``: to which it went up."""
    step = Step.objects.filter(id=number).first()
    if step is None or step.state not in WAITING:
        return 0
    return _leave(step, act, owners(step, unit or None), now)


@transaction.atomic
def notify(number: int, *, role: str, unit: str, now: datetime) -> int:
    """Leave word for a role or unit that an automatic step names; how many people it has."""
    step = Step.objects.filter(id=number).first()
    return _leave(step, NOTIFY, identity.acting_for(unit, role), now) if step else 0


def _leave(step: Step, act: str, people: Sequence[Account], now: datetime) -> int:
    rows = [
        Notice(step=step, act=act, level=step.level, account=one.username, next_at=now)
        for one in people
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def deliver_due(channels: Sequence[Channel], now: datetime) -> int:
    """Try what is due at real time ``now``; how many messages were sent."""
    due = Notice.due(now).select_related("step__run")
    return _Round().go(due[:AT_ONCE], channels, now)


class _Round(Round[Notice]):
    def message(self, row: Notice) -> Message | None:
        """None for somebody who has left, and for what is nobody's turn any more."""
        step, recipient = row.step, identity.recipient(row.account)
        over = step.state not in WAITING or step.run.course != Course.RUNNING
        if recipient is None or (row.act != NOTIFY and over):
            return None
        name = pick(step.name, recipient.language or settings.LANGUAGE_CODE)
        return Message(
            key=f"step/{step.pk}/{row.act}/{row.level}/{row.account}",
            about="step",
            number=str(step.pk),
            act=row.act,
            title=f"{name} ({step.run.incident})",
            due_at=step.due_at or step.run.started_at,
            drill=step.run.drill,
            recipient=recipient,
        )

    def sent(self, row: Notice, channel: str) -> None:
        """A step is not changed by it."""

    def unreached(self, row: Notice) -> None:
        """Where a channel was tried, the incident's timeline says so."""
        if row.given_up:
            step = locked_step(row.step_id)
            at = moment(step)
            entered(step, "undelivered", at=at)
            noted(step.run, words("Could not be told: {step}", step=step.name), at=at)
