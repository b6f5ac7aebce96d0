"""What follows from time passing, and from a channel that reached somebody."""

from datetime import datetime

from django.db import transaction

from simin.domains.directives import timing
from simin.domains.directives.models import Directive
from simin.domains.directives.policies import Reader, is_addressee
from simin.domains.directives.queries.looking import involved
from simin.domains.directives.services.escalating import go_up
from simin.domains.directives.services.record import (
    REMINDED,
    entered,
    locked,
    moment,
    moved,
    standing,
)
from simin.domains.directives.states import Act, Party, State, after
from simin.domains.directives.timing import Step, StepKind
from simin.domains.identity import queries as identity

#: Directives looked at in one go.
AT_ONCE = 200


def as_time_passes(now: datetime) -> int:
    """Take every step that is owed at city time ``now``; how many.

    Each directive in a transaction of its own, each step under its key: an engine that died
    halfway takes up where it stopped, and no step is taken twice.
    """
    waiting = Directive.objects.filter(look_at__lte=now).order_by("look_at", "id")
    ids = list(waiting.values_list("id", flat=True)[:AT_ONCE])
    return sum(_look(directive_id, now) for directive_id in ids)


@transaction.atomic
def _look(directive_id: str, now: datetime) -> int:
    directive = locked(directive_id)
    if directive.issued_at is None or directive.look_at is None or directive.look_at > now:
        return 0
    steps = timing.owed(standing(directive), now)
    taken = sum(_take(directive, step, max(now, moment(directive))) for step in steps)
    if not taken:
        directive.look_at = timing.next_moment(standing(directive), now)
        directive.save(update_fields=["look_at"])
    return taken


def _take(directive: Directive, step: Step, at: datetime) -> int:
    if step.kind is StepKind.REMIND:
        details = {"cause": step.cause, "due_at": directive.due_at.isoformat()}
        entered(directive, REMINDED, at=at, details=details, key=step.key)
        return 1
    if directive.level >= len(identity.units_or_head_above(directive.unit)):
        directive.at_top = True
        directive.save(update_fields=["at_top"])
        return 0
    go_up(directive, at=at, actor="system", text="", key=step.key)
    return 1


@transaction.atomic
def delivered(directive_id: str, *, channel: str, account: str) -> bool:
    """A channel reached the addressee; false where that was known."""
    directive = locked(directive_id)
    if directive.state != State.ISSUED:
        return False
    at = moment(directive)
    target = after(Act.DELIVER, State.ISSUED, parties={Party.CLOCK}, text="", evidence=False)
    moved(directive, target, at)
    entered(directive, Act.DELIVER, at=at, details={"channel": channel, "account": account})
    return True


def seen(directives: list[Directive], *, by: Reader) -> None:
    """``by`` was shown these in the product: the in-app channel delivered them."""
    for one in directives:
        if one.state == State.ISSUED and is_addressee(by, one, involved(one)):
            delivered(one.id, channel="in-app", account=by.username)
