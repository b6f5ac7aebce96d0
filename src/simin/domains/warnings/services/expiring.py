"""A warning ends by the clock, whether or not anybody looks."""

from datetime import datetime

from django.db import transaction

from simin.domains.warnings.events import ReceivedWarningsChanged, WarningExpired
from simin.domains.warnings.models import PublicWarning, ReceivedWarning
from simin.domains.warnings.services.record import locked, tell
from simin.domains.warnings.states import IN_FORCE, Step, after
from simin.kit.outbox import services as outbox

SYSTEM = "system"


def expire_due(now: datetime) -> int:
    """End what has run out by ``now``, city time; how many. Where nothing is due it only looks."""
    own = PublicWarning.objects.filter(state__in=IN_FORCE, expires_at__lte=now)
    ended = sum(_expire(number, now) for number in own.values_list("id", flat=True))
    due = ReceivedWarning.objects.filter(ended=False, expires_at__lte=now)
    if due.exists():
        ended += _expire_received(now)
    return ended


@transaction.atomic
def _expire(number: int, now: datetime) -> bool:
    """Looks again under the lock: an update may have come meanwhile."""
    warning = locked(number)
    due = warning.expires_at is not None and warning.expires_at <= now
    if warning.state not in IN_FORCE or not due:
        return False
    warning.state, warning.draft = after(warning.state, Step.EXPIRE), None
    warning.ended_at = warning.expires_at
    warning.save()
    tell(WarningExpired, warning, by=SYSTEM, at=now)
    return True


@transaction.atomic
def _expire_received(now: datetime) -> int:
    outbox.take_turns()
    due = ReceivedWarning.objects.select_for_update().filter(ended=False, expires_at__lte=now)
    by_source: dict[str, list[int]] = {}
    for number, source in due.values_list("id", "source"):
        by_source.setdefault(source, []).append(number)
    for source, numbers in by_source.items():
        ReceivedWarning.objects.filter(id__in=numbers).update(ended=True)
        event = ReceivedWarningsChanged(source=source, received=tuple(numbers), at=now)
        outbox.append(event, at=now)
    return sum(map(len, by_source.values()))
