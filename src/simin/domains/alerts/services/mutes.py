"""Mute one alert until a time: it is judged and kept as before, and nobody is told of it.

Whoever mutes says which mute was looked at, so that nobody overwrites what nobody has seen.
"""

from datetime import datetime

from django.db import transaction

from simin.domains.alerts.errors import StaleAlertError, UnknownAlertError
from simin.domains.alerts.events import AlertMuted
from simin.domains.alerts.models import Alert
from simin.domains.alerts.services.rules import LONGEST_WHY, reasoned
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox


@transaction.atomic
def mute_alert(alert: int, *, until: datetime, seen: str, why: str, by: str) -> None:
    """Show it to nobody before city time ``until``.

    ``seen``: the end of the mute that was looked at, nothing for none. Raises ``RejectedError``
    naming the field, ``StaleAlertError`` where somebody else was faster.
    """
    now = city_clock().now()
    if until <= now:
        raise RejectedError("until", "has passed")
    reasoned(why)
    row = _locked(alert, seen)
    if row.ended_at is not None:
        raise RejectedError("until", "the alert has ended")
    _mute(row, until, why, by, now)


@transaction.atomic
def unmute_alert(alert: int, *, seen: str, why: str, by: str) -> None:
    """Show it again; nothing happens where it was not muted. Raises as ``mute_alert``."""
    reasoned(why)
    row = _locked(alert, seen)
    if row.muted_until is not None:
        _mute(row, None, why, by, city_clock().now())


def _locked(alert: int, seen: str) -> Alert:
    outbox.take_turns()
    row = Alert.objects.select_for_update().filter(id=alert).first()
    if row is None:
        raise UnknownAlertError(f"no alert {alert}")
    if seen != (row.muted_until.isoformat() if row.muted_until else ""):
        raise StaleAlertError(alert)
    return row


def _mute(row: Alert, until: datetime | None, why: str, by: str, now: datetime) -> None:
    said = why.strip()[:LONGEST_WHY]
    row.muted_until = until
    row.mute_reason, row.muted_by = (said, by) if until else ("", "")
    row.save(update_fields=["muted_until", "mute_reason", "muted_by"])
    event = AlertMuted(
        alert=row.pk,
        rule=row.rule_id,
        district=row.district or None,
        severity=row.severity,
        until=until,
        why=said,
        by=by,
    )
    outbox.append(event, at=now)
