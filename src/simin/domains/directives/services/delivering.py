"""Bring what happened to the people it concerns, through the channels that the installation has."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from simin.domains.directives.models import Delivery, Directive
from simin.domains.directives.queries.looking import addressees, involved
from simin.domains.directives.services.following import delivered
from simin.domains.directives.services.record import UNDELIVERED, entered, locked, moment
from simin.domains.directives.states import Act, State
from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.queries import Account
from simin.kit.delivery import Channel, Message
from simin.kit.delivery_row import AT_ONCE, Round

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
    return _Round().go(Delivery.due(now)[:AT_ONCE], channels, now)


class _Round(Round[Delivery]):
    def message(self, row: Delivery) -> Message | None:
        """None for somebody who has left."""
        recipient = identity.recipient(row.account)
        if recipient is None:
            return None
        directive = Directive.objects.get(id=row.directive_id)
        return Message(
            key=f"{directive.id}/{row.position}/{row.account}",
            number=directive.id,
            act=row.act,
            title=directive.title,
            due_at=directive.due_at,
            drill=directive.drill,
            recipient=recipient,
        )

    def sent(self, row: Delivery, channel: str) -> None:
        if row.act == Act.ISSUE and _is_addressee(row):
            delivered(row.directive_id, channel=channel, account=row.account)

    def unreached(self, row: Delivery) -> None:
        """Where a channel was tried, the chain says so, and the issuer is told."""
        directive = locked(row.directive_id)
        ended = directive.state in (State.CLOSED, State.CANCELLED)
        if row.given_up and row.act != UNDELIVERED and not ended:
            details = {"account": row.account, "channels": row.given_up, "act": row.act}
            entered(directive, UNDELIVERED, at=moment(directive), details=details)


def _is_addressee(row: Delivery) -> bool:
    directive = Directive.objects.get(id=row.directive_id)
    return any(one.username == row.account for one in addressees(directive))


def _account(username: str) -> Account | None:
    try:
        return identity.account(username)
    except UnknownAccountError:
        return None
