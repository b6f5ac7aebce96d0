"""Read what the field sent, who was let in, and the calls."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from simin.domains.field.errors import (
    UnknownCallError,
    UnknownInvitationError,
    UnknownUploadError,
)
from simin.domains.field.models import Call, Invitation, Position, Report, Rules, Upload
from simin.domains.field.rules import FieldRules
from simin.domains.field.states import OPEN, CallState, Side

__all__ = ["Call", "Invitation", "Position", "Report", "Upload"]

_USUAL = FieldRules()
#: Kinds of reports that are pictures.
PICTURES = ("photo", "snapshot")


def digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def rules() -> FieldRules:
    """The pack's, else the usual ones."""
    row = Rules.objects.filter(id=1).first()
    return (
        FieldRules(**{name: getattr(row, name) for name in vars(FieldRules())}) if row else _USUAL
    )


def invitation(handle: str) -> Invitation:
    """Raises ``UnknownInvitationError``."""
    found = Invitation.objects.filter(handle=handle).first() if "\0" not in handle else None
    if found is None:
        raise UnknownInvitationError("no such invitation")
    return found


def invitations_of(*subjects: str, limit: int = 50) -> list[Invitation]:
    """The newest first."""
    found = Invitation.objects.filter(subject__in=subjects)
    return list(found.order_by("-made_at", "handle")[:limit])


def newest_invitations(limit: int = 100) -> list[Invitation]:
    """Of all subjects, the newest first."""
    return list(Invitation.objects.order_by("-made_at", "handle")[:limit])


def has_let_in(account: str, now: datetime) -> bool:
    """Whether a link that the account made is good: its phone may call."""
    mine = Invitation.objects.filter(made_by=account, revoked_at=None)
    return mine.filter(expires_at__gt=now).exists()


def reports_by(found: Invitation, limit: int = 100) -> list[Report]:
    """The newest first."""
    return list(Report.objects.filter(invitation=found).order_by("-at", "-id")[:limit])


def reports_of(*subjects: str, limit: int = 200) -> list[Report]:
    """By everyone who was let into the subjects, the newest first; invitations joined."""
    return list(_reports(subjects).order_by("-at", "-id")[:limit])


def photos_of(*subjects: str, limit: int = 60) -> list[Report]:
    """Photos and snapshots that are kept, the newest first; invitations joined."""
    found = _reports(subjects).filter(kind__in=PICTURES).exclude(file="")
    return list(found.order_by("-at", "-id")[:limit])


def report(number: int) -> Report:
    """With its invitation. Raises ``UnknownInvitationError``."""
    found = Report.objects.select_related("invitation").filter(id=number).first()
    if found is None:
        raise UnknownInvitationError("no such report")
    return found


def last_position(found: Invitation) -> Position | None:
    """Where the person is, as long as they let it be seen."""
    if found.position_allowed_at is None or found.revoked_at is not None:
        return None
    rows = Position.objects.select_related("invitation").filter(invitation=found)
    return rows.order_by("-received_at").first()


def upload(found: Invitation, upload_id: str) -> Upload:
    """Raises ``UnknownUploadError``."""
    row = Upload.objects.filter(invitation=found, id=upload_id).first()
    if row is None:
        raise UnknownUploadError("no such upload")
    return row


def call(call_id: str) -> Call:
    """With its invitation. Raises ``UnknownCallError``."""
    found = Call.objects.select_related("invitation").filter(id=call_id).first()
    if found is None:
        raise UnknownCallError("no such call")
    return found


def open_call(found: Invitation) -> Call | None:
    """The call that rings or is spoken on."""
    rows = Call.objects.select_related("invitation")
    return rows.filter(invitation=found, state__in=OPEN).order_by("-started_at").first()


def calls_for(account: str) -> list[Call]:
    """Calls that the account speaks on, and phones that ring at the office."""
    mine = Q(account=account) | Q(account="", caller=Side.PHONE, state=CallState.RINGING)
    found = Call.objects.select_related("invitation").filter(mine, state__in=OPEN)
    return list(found.order_by("started_at"))


def _reports(subjects: Sequence[str]) -> QuerySet[Report]:
    found = Report.objects.select_related("invitation")
    return found.filter(invitation__subject__in=subjects)
