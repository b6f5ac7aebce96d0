"""Tell whom a step concerns, through the channels that the installation has.

A message is sent outside any transaction and recorded after: who is killed between the two sends it
again under the same key, and nobody is forgotten. The rows and their times are real time.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.domains.procedures import policies
from simin.domains.procedures.models import Notice, NoticeAttempt, Step
from simin.domains.procedures.queries.running import owners
from simin.domains.procedures.services.record import entered, locked_step, moment, noted
from simin.domains.procedures.states import WAITING, Course
from simin.kit.delivery import (
    UNDER_WAY,
    Channel,
    Message,
    Recipient,
    Tried,
    after_failure,
    bring,
)
from simin.kit.text import pick
from simin.kit.translated import words

#: Messages in one go.
AT_ONCE = 50
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
    return _leave(step, NOTIFY, _people(role, unit), now) if step else 0


def _people(role: str, unit: str) -> list[Account]:
    if role:
        held = identity.holders(Role(role))
        return [one for one in held if not unit or one.department_id == unit]
    found = identity.members(unit)
    return [one for one in found if not policies.ACTING.isdisjoint(identity.roles_of(one.pk))]


def _leave(step: Step, act: str, people: Sequence[Account], now: datetime) -> int:
    rows = [
        Notice(step=step, act=act, level=step.level, account=one.username, next_at=now)
        for one in people
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def deliver_due(channels: Sequence[Channel], now: datetime) -> int:
    """Try what is due at real time ``now``; how many messages were sent."""
    due = Notice.objects.filter(state=Notice.WAITING, next_at__lte=now).order_by("next_at")
    rows = list(due.select_related("step__run")[:AT_ONCE])
    return sum(_attempt(row, channels, now) for row in rows)


def _attempt(row: Notice, channels: Sequence[Channel], now: datetime) -> int:
    taken = Notice.objects.filter(id=row.pk, state=Notice.WAITING, next_at=row.next_at)
    if not taken.update(next_at=now + UNDER_WAY):
        return 0  # another worker was quicker
    tried = bring(_message(row), channels, row.given_up)
    if tried is None:
        _give_up(row)
        return 0
    if not tried.sent:
        _failed(row, tried, now)
        return 0
    _sent(row, tried.channel, now)
    return 1


def _message(row: Notice) -> Message | None:
    """None for somebody who has left, and for what is nobody's turn any more."""
    step = row.step
    over = step.state not in WAITING or step.run.course != Course.RUNNING
    if row.act != NOTIFY and over:
        return None
    try:
        account = identity.account(row.account)
    except UnknownAccountError:
        return None
    if not account.is_active:
        return None
    name = pick(step.name, account.language or settings.LANGUAGE_CODE)
    return Message(
        key=f"step/{step.pk}/{row.act}/{row.level}/{row.account}",
        about="step",
        number=str(step.pk),
        act=row.act,
        title=f"{name} ({step.run.incident})",
        due_at=step.due_at or step.run.started_at,
        drill=step.run.drill,
        recipient=Recipient(
            username=account.username,
            email=account.email,
            unit=account.department_id or "",
            language=account.language,
        ),
    )


@transaction.atomic
def _sent(row: Notice, channel: str, now: datetime) -> None:
    row.state, row.next_at = Notice.SENT, None
    row.save(update_fields=["state", "next_at"])
    NoticeAttempt.objects.create(notice=row, at=now, channel=channel, outcome="sent")


@transaction.atomic
def _failed(row: Notice, tried: Tried, now: datetime) -> None:
    NoticeAttempt.objects.create(
        notice=row, at=now, channel=tried.channel, outcome=tried.outcome, reason=tried.reason
    )
    retry = after_failure(row.given_up, row.attempts, tried.channel, bounced=tried.bounced, now=now)
    row.given_up, row.attempts, row.next_at = retry.given_up, retry.attempts, retry.next_at
    row.save(update_fields=["given_up", "attempts", "next_at"])


@transaction.atomic
def _give_up(row: Notice) -> None:
    """No channel is left. Where one was tried, the incident's timeline says so."""
    row.state, row.next_at = Notice.DEAD, None
    row.save(update_fields=["state", "next_at"])
    if row.given_up:
        step = locked_step(row.step_id)
        at = moment(step)
        entered(step, "undelivered", at=at)
        noted(step.run, words("Could not be told: {step}", step=step.name), at=at)
