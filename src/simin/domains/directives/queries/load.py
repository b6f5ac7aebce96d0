"""How much is asked of each unit now. Reads what is open, never what has ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from simin.domains.directives.models import Directive
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries.looking import visible
from simin.domains.directives.states import OPEN, WAITING, State

#: What ended so recently is counted beside what is open.
RECENT = timedelta(days=30)

_OPEN = Q(state__in=OPEN)
_UNREAD = Q(state__in=[State.ISSUED, State.DELIVERED])


@dataclass(frozen=True)
class Load:
    """One unit's share; ``unit`` is empty for what is addressed to a role of the whole city."""

    unit: str
    role: str
    open: int
    late: int
    unread: int
    escalated: int


@dataclass(frozen=True)
class Standing:
    """The city's directives as a whole."""

    open: int
    late: int
    escalated: int
    #: Closed within ``RECENT``.
    done: int


def load(by: Reader, now: datetime) -> list[Load]:
    """Units with something open that ``by`` may see, those with the most late ones first."""
    rows = (
        visible(by)
        .filter(_OPEN, ended_at=None, drill=False)
        .values("unit", "role")
        .order_by()
        .annotate(
            open=Count("id"),
            late=Count("id", filter=_late(now)),
            unread=Count("id", filter=_UNREAD),
            escalated=Count("id", filter=Q(level__gt=0)),
        )
    )
    found = [Load(**row) for row in rows]
    return sorted(found, key=lambda one: (-one.late, -one.open, one.unit, one.role))


def standing(now: datetime) -> Standing:
    counts = Directive.objects.filter(_OPEN, ended_at=None, drill=False).aggregate(
        open=Count("id"),
        late=Count("id", filter=_late(now)),
        escalated=Count("id", filter=Q(level__gt=0)),
    )
    recent = Directive.objects.filter(ended_at__gt=now - RECENT, drill=False)
    ended = recent.filter(state=State.CLOSED)
    return Standing(**counts, done=ended.count())


def pressing(now: datetime, limit: int = 12) -> list[Directive]:
    """Those that are late or were escalated, longest due first."""
    asked = _late(now) | Q(state=State.ESCALATED)
    found = Directive.objects.filter(asked, ended_at=None, drill=False)
    return list(found.order_by("due_at", "id")[:limit])


def _late(now: datetime) -> Q:
    return Q(state__in=WAITING, due_at__lt=now)
