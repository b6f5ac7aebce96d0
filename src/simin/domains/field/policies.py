"""Who lets people in, who may look at what they send, and what is too much."""

from collections.abc import Collection
from datetime import datetime, timedelta

from simin.domains.field.errors import LinkEndedError
from simin.domains.field.models import Invitation
from simin.domains.field.subject import is_project
from simin.domains.identity.policies import ROOM_ROLES
from simin.domains.identity.roles import Role

#: May have anything to do with the field.
FIELD_ROLES = ROOM_ROLES | {Role.DEPARTMENT_OFFICER, Role.AUDITOR}
#: Links that do not exist, tried from one network within the span, before all are refused.
MOST_TRIES = 20
TRIES_WITHIN = timedelta(minutes=10)

#: Bytes of a recording; of one piece of an upload.
LARGEST_RECORDING = 256 * 1024 * 1024
LARGEST_PIECE = 1024 * 1024
#: Of one invitation.
MOST_UPLOADS = 40
MOST_REPORTS = 2000
LONGEST_TEXT = 2000
#: An upload that does not go on is given up after this.
UPLOAD_PATIENCE = timedelta(days=2)
#: Positions that come faster are not kept.
POSITION_EVERY = timedelta(seconds=5)
#: Nobody answers for so long, or says that they are still there.
RINGS_FOR = timedelta(seconds=45)
SILENT_FOR = timedelta(seconds=75)
SIGNAL_KEPT = timedelta(minutes=2)
LARGEST_SIGNAL = 64 * 1024
MOST_SIGNALS = 2000


def may_act(roles: Collection[Role], subject: str, *, answers: bool) -> bool:
    """Invite, call, revoke: the room everywhere, a department at the sites of its own projects.

    ``answers``: whether the subject's own policy lets this person tell from its site; whoever asks
    here has asked there, because projects stand above the field.
    """
    if not ROOM_ROLES.isdisjoint(roles):
        return True
    return Role.DEPARTMENT_OFFICER in roles and is_project(subject) and answers


def may_look(roles: Collection[Role], subject: str, *, answers: bool) -> bool:
    return may_act(roles, subject, answers=answers) or Role.AUDITOR in roles


def check_good(invitation: Invitation, now: datetime) -> None:
    """Raises ``LinkEndedError``."""
    if invitation.revoked_at is not None:
        raise LinkEndedError(revoked=True)
    if invitation.expires_at <= now:
        raise LinkEndedError(revoked=False)


def is_good(invitation: Invitation, now: datetime) -> bool:
    return invitation.revoked_at is None and invitation.expires_at > now
