"""What every write of the field does: lock its invitation, add a report, tell the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simin.domains.field import policies
from simin.domains.field.errors import UnknownInvitationError
from simin.domains.field.events import FieldEvent, FieldReported
from simin.domains.field.models import Invitation, Report
from simin.domains.field.subject import incident_of
from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services as noting
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.translated import languages, words

#: Who acts, where it is no account.
PHONE, SYSTEM = "phone", "system"
#: The source of what stands in a timeline.
SOURCE = "field"
#: What was kept on a phone without network for longer is told as if it had been this long.
LONGEST_WAY = timedelta(days=3)
#: As the table has it.
_LONGEST_KEY = 100


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What every sender says: its own key, and the real time of writing and of arrival."""

    key: str
    now: datetime
    written_at: datetime | None = None
    by: str = PHONE
    #: The key is the system's own: it says already whose it is, and no sender can give one like it.
    ours: bool = False

    @property
    def kept_key(self) -> str:
        """No sender writes another's keys, or the system's."""
        side = PHONE if self.by == PHONE else "room"
        return self.key if self.ours else f"{side}/{self.key}"

    def city_time(self) -> datetime:
        """When it was written, in city time: what waited for a network is not told as new."""
        clock = city_clock()
        waited = self.now - min(self.written_at or self.now, self.now)
        return clock.now() - min(waited, LONGEST_WAY) * clock.speed


@dataclass(frozen=True, kw_only=True)
class News:
    """What is added to reports, and what the timeline says of it (None: nothing)."""

    kind: str
    timeline: Mapping[str, str] | None
    text: str = ""
    state: str = ""
    call: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)
    #: Says something that is public anyway.
    public: bool = False


def locked(handle: str) -> Invitation:
    """For who tells the outbox: the turn comes before every row, as for whoever else tells."""
    outbox.take_turns()
    return held(handle)


def held(handle: str) -> Invitation:
    """Locked, for who tells nobody: it holds up this link's other writes alone."""
    found = Invitation.objects.select_for_update().filter(handle=handle).first()
    if found is None:
        raise UnknownInvitationError("no such invitation")
    return found


def good(handle: str, now: datetime) -> Invitation:
    """As ``locked``. Raises ``LinkEndedError``."""
    found = locked(handle)
    policies.check_good(found, now)
    return found


def held_good(handle: str, now: datetime) -> Invitation:
    """As ``held``. Raises ``LinkEndedError``."""
    found = held(handle)
    policies.check_good(found, now)
    return found


def known(invitation: Invitation, sent: Sent) -> Report | None:
    """What was taken under the sender's key already; what is new must not be too much."""
    check_key(sent)
    found = Report.objects.filter(invitation=invitation, key=sent.kept_key).first()
    if found is None and _reports(invitation) >= policies.MOST_REPORTS:
        raise RejectedError("key", "this link has sent too much")
    return found


def check_key(sent: Sent) -> None:
    if not sent.key or len(sent.kept_key) > _LONGEST_KEY or "\0" in sent.key:
        raise RejectedError("key", "give a key of 1 to 90 characters")


def _reports(invitation: Invitation) -> int:
    return Report.objects.filter(invitation=invitation).count()


def added(invitation: Invitation, sent: Sent, news: News) -> Report:
    """The new report; the incident's timeline and the outbox hear of it."""
    at = sent.city_time()
    made = Report.objects.create(
        invitation=invitation,
        kind=news.kind,
        key=sent.kept_key,
        at=at,
        received_at=sent.now,
        by=sent.by,
        text=news.text,
        state=news.state,
        call=news.call,
        **news.kept,
    )
    if news.timeline:
        _note(invitation, made, news)
    told(FieldReported, invitation, by=sent.by, report=made.id, kind=news.kind)
    return made


def told[E: FieldEvent](event: type[E], invitation: Invitation, *, by: str, **more: Any) -> None:
    now = city_clock().now()
    made = event(invitation=invitation.handle, subject=invitation.subject, by=by, at=now, **more)
    outbox.append(made, at=now)


def everywhere(text: str) -> dict[str, str]:
    """What a person said, as it was said, in each of the city's languages."""
    return dict.fromkeys(languages(), text)


def _actor(invitation: Invitation, by: str) -> Mapping[str, str]:
    if by in (PHONE, SYSTEM):
        return everywhere(invitation.who)
    return words("Situation room")


def _public_actor(invitation: Invitation, incident: str) -> Mapping[str, str]:
    """A unit's name; whoever was let in may be named, and no person is named in public."""
    on_it = incidents.units(incident)
    names = (one.unit.name for one in on_it if one.unit_id == invitation.unit)
    return next(names, None) or words("The field")


def _note(invitation: Invitation, made: Report, news: News) -> None:
    named = incident_of(invitation.subject)
    if named is None:
        return
    incident = incidents.surviving(named).id
    public, by = news.public, made.by
    actor = _public_actor(invitation, incident) if public else _actor(invitation, by)
    noting.note(
        incident,
        told=Told(
            at=made.at,
            actor=actor,
            origin=Origin.MEASURED,
            text=news.timeline,
            source=SOURCE,
            external_id=f"report/{made.id}",
            internal=not public,
        ),
    )
