"""Bring what happened to the people it concerns, through the channels that the installation has.

A message is sent outside any transaction and recorded after: who is killed between the two sends it
again under the same key, and nobody is forgotten. The rows and their times are real time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from simin.domains.directives.models import Delivery, DeliveryAttempt, Directive
from simin.domains.directives.queries.looking import addressees, involved
from simin.domains.directives.services.following import delivered
from simin.domains.directives.services.record import UNDELIVERED, entered, locked, moment
from simin.domains.directives.states import Act, State
from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.queries import Account
from simin.kit.delivery import (
    UNDER_WAY,
    Channel,
    Message,
    Recipient,
    Tried,
    after_failure,
    bring,
)

#: Messages in one go.
AT_ONCE = 50
#: Acts that somebody is told of: the addressee's side, and the issuer.
TO_ADDRESSEE = frozenset({Act.ISSUE, Act.RETURN, Act.CANCEL, Act.ESCALATE, "remind"})
TO_ISSUER = frozenset({Act.REPORT, Act.ESCALATE, UNDELIVERED})


@transaction.atomic
def tell_of(directive_id: str, *, position: int, act: str, by: str, now: datetime) -> int:
    """Leave word for everyone whom ``act`` concerns but who did it; how many."""
    directive = Directive.objects.get(id=directive_id)
    people = {one.username for one in _concerned(directive, act)} - {by}
    rows = [
        Delivery(directive=directive, position=position, act=act, account=one, next_at=now)
        for one in sorted(people)
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _concerned(directive: Directive, act: str) -> Iterable[Account]:
    if act in TO_ADDRESSEE and not (act == Act.CANCEL and directive.issued_at is None):
        yield from addressees(directive)
        for one in involved(directive):
            if one.watches if act == Act.ISSUE else one.level:
                yield from addressees(directive, one.unit)
    if act in TO_ISSUER and (issuer := _account(directive.issuer)):
        yield issuer


def deliver_due(channels: Sequence[Channel], now: datetime) -> int:
    """Try what is due at real time ``now``; how many messages were sent."""
    due = Delivery.objects.filter(state=Delivery.WAITING, next_at__lte=now).order_by("next_at")
    return sum(_attempt(row, channels, now) for row in list(due[:AT_ONCE]))


def _attempt(row: Delivery, channels: Sequence[Channel], now: datetime) -> int:
    taken = Delivery.objects.filter(id=row.pk, state=Delivery.WAITING, next_at=row.next_at)
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


def _message(row: Delivery) -> Message | None:
    """None for somebody who has left."""
    account = _account(row.account)
    if account is None or not account.is_active:
        return None
    directive = Directive.objects.get(id=row.directive_id)
    return Message(
        key=f"{directive.id}/{row.position}/{row.account}",
        number=directive.id,
        act=row.act,
        title=directive.title,
        due_at=directive.due_at,
        drill=directive.drill,
        recipient=Recipient(
            username=account.username,
            email=account.email,
            unit=account.department_id or "",
            language=account.language,
        ),
    )


def _account(username: str) -> Account | None:
    try:
        return identity.account(username)
    except UnknownAccountError:
        return None


@transaction.atomic
def _sent(row: Delivery, channel: str, now: datetime) -> None:
    row.state, row.next_at = Delivery.SENT, None
    row.save(update_fields=["state", "next_at"])
    DeliveryAttempt.objects.create(delivery=row, at=now, channel=channel, outcome="sent")
    if row.act == Act.ISSUE and _is_addressee(row):
        delivered(row.directive_id, channel=channel, account=row.account)


def _is_addressee(row: Delivery) -> bool:
    directive = Directive.objects.get(id=row.directive_id)
    return any(one.username == row.account for one in addressees(directive))


@transaction.atomic
def _failed(row: Delivery, tried: Tried, now: datetime) -> None:
    DeliveryAttempt.objects.create(
        delivery=row, at=now, channel=tried.channel, outcome=tried.outcome, reason=tried.reason
    )
    retry = after_failure(row.given_up, row.attempts, tried.channel, bounced=tried.bounced, now=now)
    row.given_up, row.attempts, row.next_at = retry.given_up, retry.attempts, retry.next_at
    row.save(update_fields=["given_up", "attempts", "next_at"])


@transaction.atomic
def _give_up(row: Delivery) -> None:
    """No channel is left. Where one was tried, the chain says so, and the issuer is told."""
    row.state, row.next_at = Delivery.DEAD, None
    row.save(update_fields=["state", "next_at"])
    directive = locked(row.directive_id)
    ended = directive.state in (State.CLOSED, State.CANCELLED)
    if row.given_up and row.act != UNDELIVERED and not ended:
        details = {"account": row.account, "channels": row.given_up, "act": row.act}
        entered(directive, UNDELIVERED, at=moment(directive), details=details)
