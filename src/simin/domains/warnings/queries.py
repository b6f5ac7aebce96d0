"""Read warnings."""

from datetime import datetime, timedelta

import msgspec
from django.db.models import Q

from simin.domains.warnings.content import Content
from simin.domains.warnings.errors import UnknownMessageError, UnknownWarningError
from simin.domains.warnings.models import Message, PublicWarning, ReceivedWarning
from simin.domains.warnings.references import named
from simin.domains.warnings.states import FINAL, IN_FORCE
from simin.kit.paging import Page, checked_limit, seal, unseal
from simin.kit.word_search import wanted

__all__ = [
    "Message",
    "PublicWarning",
    "ReceivedWarning",
    "content_of",
    "draft_of",
    "feed",
    "in_force",
    "message",
    "messages",
    "newest_message",
    "of_incident",
    "page",
    "received",
    "received_in_force",
    "refers_to",
    "warning",
]

#: For so long a message stays in the feed after it was sent.
IN_FEED = timedelta(days=30)
MOST_IN_FEED = 500
#: Received warnings in the picture.
MOST_RECEIVED = 40


def warning(number: int) -> PublicWarning:
    """Raises ``UnknownWarningError``."""
    found = PublicWarning.objects.filter(pk=number).first()
    if found is None:
        raise UnknownWarningError(f"there is no warning {number}")
    return found


def received(number: int) -> ReceivedWarning:
    """Raises ``UnknownWarningError``."""
    found = ReceivedWarning.objects.filter(pk=number).first()
    if found is None:
        raise UnknownWarningError(f"no warning {number} was received")
    return found


def refers_to(received: ReceivedWarning) -> list[str]:
    """Keys of the messages that a received one names."""
    return named(str(received.values.get("references") or ""))


def content_of(warning: PublicWarning) -> Content | None:
    """What was last sent of it; None before that."""
    return msgspec.convert(warning.content, Content) if warning.content else None


def draft_of(warning: PublicWarning) -> Content | None:
    return msgspec.convert(warning.draft, Content) if warning.draft else None


def drafts(limit: int = 50) -> list[PublicWarning]:
    """What is being written, the longest waiting first; also updates of what is in force."""
    found = PublicWarning.objects.filter(draft__isnull=False).exclude(state__in=FINAL)
    return list(found.order_by("changed_at", "id")[:limit])


def in_force(now: datetime) -> list[PublicWarning]:
    """The city's own, the newest first."""
    found = PublicWarning.objects.filter(state__in=IN_FORCE, expires_at__gt=now, exercise=False)
    return list(found.order_by("-sent_at", "-id"))


def received_in_force(now: datetime) -> list[ReceivedWarning]:
    """Of other authorities, as far as they touch the city, the newest first."""
    found = ReceivedWarning.objects.filter(ended=False, shown=True, expires_at__gt=now)
    return list(found.order_by("-sent_at", "-id")[:MOST_RECEIVED])


def of_incident(incident: str) -> list[PublicWarning]:
    """Warnings drafted from an incident, the newest first."""
    return list(PublicWarning.objects.filter(incident=incident).order_by("-id"))


def messages(number: int) -> list[Message]:
    """All that was sent of a warning, the oldest first."""
    return list(Message.objects.filter(warning=number).defer("document").order_by("number"))


def message(identifier: str) -> Message:
    """As everyone may have it. Raises ``UnknownMessageError``, also for one of a drill."""
    found = Message.objects.filter(identifier=identifier, warning__exercise=False).first()
    if found is None:
        raise UnknownMessageError(f"there is no message {identifier!r:.150}")
    return found


def newest_message(identifier: str) -> Message:
    """The same, unless more was sent of the warning since. Raises ``UnknownMessageError``."""
    found = message(identifier)
    if Message.objects.filter(warning=found.warning_id, number__gt=found.number).exists():
        raise UnknownMessageError(f"{identifier!r:.150} is not the newest of its warning")
    return found


def feed(now: datetime) -> list[Message]:
    """Messages in force and those of the last thirty days, the newest first."""
    wanted = Q(sent_at__gt=now - IN_FEED) | Q(expires_at__gt=now)
    real = Message.objects.filter(warning__exercise=False)
    found = real.filter(wanted, sent_at__lte=now).defer("document")
    return list(found.order_by("-sent_at", "-id")[:MOST_IN_FEED])


def page(
    *, state: str = "", search: str = "", cursor: str = "", limit: int = 30
) -> Page[PublicWarning]:
    """The newest first. Raises ``RejectedError`` for a wrong cursor or limit."""
    checked_limit(limit)
    found = PublicWarning.objects.order_by("-id")
    if state:
        found = found.filter(state=state)
    for word in wanted(search):
        found = found.filter(words__word__startswith=word)
    if cursor:
        found = found.filter(pk__lt=unseal(cursor, int))
    rows = list(found.distinct()[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], seal(rows[limit - 1].pk) if more else None)
