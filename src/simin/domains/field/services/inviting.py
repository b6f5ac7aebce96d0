"""Let somebody in by a link, and take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from simin.domains.field import policies, queries
from simin.domains.field.errors import TooManyTriesError, UnknownLinkError
from simin.domains.field.events import (
    CallChanged,
    InvitationMade,
    InvitationOpened,
    InvitationRevoked,
)
from simin.domains.field.models import Call, FailedTry, Invitation, Rules
from simin.domains.field.rules import FieldRules
from simin.domains.field.services.record import PHONE, locked, told
from simin.domains.field.services.signals import call_told
from simin.domains.field.states import OPEN, CallState
from simin.domains.field.subject import incident_of
from simin.domains.incidents import queries as incidents
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import take_turns
from simin.kit.text import Text

#: Characters of a link's secret, at least.
SHORTEST_SECRET = 32


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom to let in, into what, what for, and for how long."""

    subject: str
    subject_title: Text
    who: str
    purpose: str
    #: None: as the pack says.
    hours: int | None = None
    #: On the incident; empty for an officer.
    unit: str = ""


@transaction.atomic
def define_rules(rules: FieldRules) -> None:
    rules.check()
    Rules.objects.update_or_create(id=1, defaults=vars(rules))


@transaction.atomic
def invite(asked: Asked, *, secret: str, form_key: str, by: str, now: datetime) -> Invitation:
    """A new invitation that opens with ``secret``, of which a hash is kept.

    The same form again gives the same invitation a new secret, as long as nobody has opened it: so
    whoever pressed twice sees a link that works, and the one that they did not see does not.
    """
    take_turns()
    same = Invitation.objects.select_for_update().filter(form_key=form_key).first()
    if same is not None:
        return _renewed(same, secret)
    hours = _checked(asked, secret)
    made = Invitation.objects.create(
        handle=uuid4().hex,
        digest=queries.digest(secret),
        subject=asked.subject,
        subject_title=dict(asked.subject_title),
        who=asked.who.strip(),
        unit=asked.unit,
        purpose=asked.purpose.strip(),
        form_key=form_key,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    told(InvitationMade, made, by=by, purpose=made.purpose, expires_at=made.expires_at)
    return made


def _renewed(same: Invitation, secret: str) -> Invitation:
    if same.opened_at is None and same.revoked_at is None:
        same.digest = queries.digest(secret)
        same.save(update_fields=["digest"])
        return same
    raise RejectedError("key", "this link was made already, and opened")


def _checked(asked: Asked, secret: str) -> int:
    """The hours."""
    rules = queries.rules()
    hours = rules.invitation_hours if asked.hours is None else asked.hours
    if len(secret) < SHORTEST_SECRET:
        raise RejectedError("secret", "too short to be one")
    if not asked.subject or len(asked.subject) > 200:
        raise RejectedError("subject", "say what it is about")
    for name, longest in (("who", 100), ("purpose", 300)):
        said = getattr(asked, name).strip()
        if not 0 < len(said) <= longest or "\0" in said:
            raise RejectedError(name, f"1 to {longest} characters")
    if not 1 <= hours <= rules.longest_invitation_hours:
        raise RejectedError("hours", f"1 to {rules.longest_invitation_hours}")
    _check_unit(asked)
    return hours


def _check_unit(asked: Asked) -> None:
    incident = incident_of(asked.subject)
    if incident is None and asked.unit:
        raise RejectedError("unit", "only an incident has units")
    if incident is not None:
        incidents.incident(incident)
        on_it = {one.unit_id for one in incidents.units(incident)}
        if asked.unit and asked.unit not in on_it:
            raise RejectedError("unit", "is not on this incident")


@transaction.atomic
def revoke(handle: str, *, by: str, now: datetime) -> None:
    """The link opens nothing any more; whoever speaks on it is cut off. Twice does nothing."""
    found = locked(handle)
    if found.revoked_at is not None:
        return
    found.revoked_at, found.revoked_by, found.position_allowed_at = now, by, None
    found.save(update_fields=["revoked_at", "revoked_by", "position_allowed_at"])
    for call in Call.objects.filter(invitation=found, state__in=OPEN):
        call.state, call.ended_at = CallState.ENDED, now
        call.save(update_fields=["state", "ended_at"])
        call_told(call, now)
        told(CallChanged, found, by=by, call=call.id, state=call.state)
    told(InvitationRevoked, found, by=by)


def enter(secret: str, *, now: datetime, network: str) -> Invitation:
    """The invitation that the link opens.

    Raises ``UnknownLinkError``, after some of them from one ``network`` ``TooManyTriesError``, and
    ``LinkEndedError``. A link that is good always opens: neighbours of a guesser are not shut out.
    """
    found = Invitation.objects.filter(digest=queries.digest(secret)).first()
    if found is None:
        _failed(network, now)
        raise UnknownLinkError("no such link")
    policies.check_good(found, now)
    return found if found.opened_at else _opened(found, now)


@transaction.atomic
def _opened(found: Invitation, now: datetime) -> Invitation:
    found = locked(found.handle)
    if found.opened_at is None:
        found.opened_at = now
        found.save(update_fields=["opened_at"])
        told(InvitationOpened, found, by=PHONE)
    return found


def _failed(network: str, now: datetime) -> None:
    since = now - policies.TRIES_WITHIN
    if FailedTry.objects.filter(network=network, at__gt=since).count() >= policies.MOST_TRIES:
        raise TooManyTriesError("too many links that do not exist; wait ten minutes")
    FailedTry.objects.create(network=network, at=now)
