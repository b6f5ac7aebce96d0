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
from simin.domains.incidents import services as incidents
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


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What every sender says: its own key, and the real time of writing and of arrival."""

    key: str
    now: datetime
    written_at: datetime | None = None
    by: str = PHONE

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
    found = Invitation.objects.select_for_update().filter(handle=handle).first()
    if found is None:
        raise UnknownInvitationError("no such invitation")
    return found


def good(handle: str, now: datetime) -> Invitation:
    """Locked. Raises ``LinkEndedError``."""
    found = locked(handle)
    policies.check_good(found, now)
    return found


def known(invitation: Invitation, sent: Sent) -> Report | None:
    """What was taken under the sender's key already."""
    if not 0 < len(sent.key) <= 100 or "\0" in sent.key:
        raise RejectedError("key", "give a key of 1 to 100 characters")
    return Report.objects.filter(invitation=invitation, key=sent.key).first()


def added(invitation: Invitation, sent: Sent, news: News) -> Report:
    """The new report; the incident's timeline and the outbox hear of it."""
    if Report.objects.filter(invitation=invitation).count() >= policies.MOST_REPORTS:
        raise RejectedError("key", "this link has sent too much")
    at = sent.city_time()
    made = Report.objects.create(
        invitation=invitation,
        kind=news.kind,
        key=sent.key,
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


def _actor(invitation: Invitation, by: str) -> dict[str, str]:
    if by in (PHONE, SYSTEM):
        return everywhere(invitation.who)
    return words("Situation room")


def _note(invitation: Invitation, made: Report, news: News) -> None:
    incident = incident_of(invitation.subject)
    if incident is None:
        return
    incidents.note(
        incident,
        told=Told(
            at=made.at,
            actor=_actor(invitation, made.by),
            origin=Origin.MEASURED,
            text=news.timeline,
            source=SOURCE,
            external_id=f"report/{made.id}",
            internal=not news.public,
        ),
    )
