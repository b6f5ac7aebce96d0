"""What tells of a person ends by itself: positions, recordings, photos, uploads that stopped."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from simin.domains.field import policies, queries
from simin.domains.field.events import RecordingEnded
from simin.domains.field.models import FailedTry, Position, Report, Signal, Upload
from simin.domains.field.services.files import forget_files
from simin.domains.field.services.record import SYSTEM, told

#: Of files in one transaction: whoever else writes waits for it.
_AT_ONCE = 20


def forget(now: datetime) -> int:
    """How many rows and files went."""
    rows = (
        Signal.objects.filter(expires_at__lt=now),
        FailedTry.objects.filter(at__lt=now - policies.TRIES_WITHIN),
        Upload.objects.filter(expires_at__lt=now, report=None),
        Upload.objects.filter(expires_at__lt=now).exclude(report=None),
        Position.objects.filter(_ended_before(now)),
    )
    return sum(found.delete()[0] for found in rows) + _files(now)


def _ended_before(now: datetime) -> Q:
    """Positions by links that ended so long ago; a revoked one ended when it was revoked."""
    before = now - timedelta(days=queries.rules().positions_days)
    return Q(invitation__expires_at__lt=before) | Q(invitation__revoked_at__lt=before)


@transaction.atomic
def _files(now: datetime) -> int:
    over = list(
        Report.objects.select_related("invitation")
        .filter(file_until__lt=now)
        .order_by("file_until")[:_AT_ONCE]
    )
    if over:
        forget_files(over)
    for report in over:
        if report.kind == "recording":
            told(
                RecordingEnded, report.invitation, by=SYSTEM, call=report.call,
                recording=report.id, kept=False,
            )  # fmt: skip
    return len(over)
