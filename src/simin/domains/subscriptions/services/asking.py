"""Somebody asks to be told. By mail it counts once the link of the mail was followed.

What is answered is the same whether an address is known or not; one that never answers gets few
mails, whoever writes it into the form.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from simin.domains.subscriptions.events import FollowingBegan
from simin.domains.subscriptions.models import Following, Subscriber, Word
from simin.domains.subscriptions.topics import SEVERITIES, WARNINGS, checked_topic, rank
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append
from simin.kit.typed_text import checked_text
from simin.kit.web_push import Subscription

#: Unconfirmed requests of one address at a time: so many mails may a stranger cause.
MOST_WAITING = 3
#: Things that one browser follows.
MOST_FOLLOWED = 100
#: For so long an address is kept without renewal.
KEPT = timedelta(days=365)
#: What is not confirmed by then is forgotten.
UNCONFIRMED = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to be told, and where: ``email``, or ``browser``."""

    topic: str
    language: str
    districts: tuple[str, ...] = ()
    #: The least that is told; empty: all.
    severity: str = ""
    email: str = ""
    browser: Subscription | None = None


@transaction.atomic
def ask(wish: Wish, *, at: datetime) -> Following | None:
    """What was asked; None where a mailbox was asked often enough, which nobody is to know.

    Raises ``RejectedError``, of ``browser`` where it follows enough, or of another field.
    """
    topic = checked_topic(wish.topic)
    if wish.severity and wish.severity not in SEVERITIES:
        raise RejectedError("severity", f"one of {', '.join(SEVERITIES)}")
    subscriber = _subscriber(wish, at)
    if wish.browser:
        _check_room(subscriber, topic)
    elif subscriber.followings.filter(confirmed_at=None).count() >= MOST_WAITING:
        return None
    following = Following.objects.create(
        subscriber=subscriber,
        topic=topic,
        districts=sorted(wish.districts) if topic == WARNINGS else [],
        rank=rank(wish.severity),
        asked_at=at,
    )
    if wish.browser:
        confirm(following, at=at)
    else:
        Word.objects.create(
            kind=Word.CONFIRM,
            subscriber=subscriber,
            following=following,
            next_at=at,
            until=at + UNCONFIRMED,
        )
    return following


def _check_room(browser: Subscriber, topic: str) -> None:
    """What is asked for anew takes the place of what was."""
    if browser.followings.exclude(topic=topic).count() >= MOST_FOLLOWED:
        raise RejectedError("browser", f"follows {MOST_FOLLOWED} things, and no more can be")


def _subscriber(wish: Wish, at: datetime) -> Subscriber:
    told = {"language": wish.language, "asked_at": at}
    if wish.browser is None:
        found, _ = Subscriber.objects.get_or_create(
            channel=Subscriber.EMAIL, address=_mailbox(wish.email), defaults=told
        )
        return Subscriber.objects.select_for_update().get(pk=found.pk)
    keys = {"p256dh": wish.browser.p256dh, "auth": wish.browser.auth, "language": wish.language}
    found, _ = Subscriber.objects.update_or_create(
        channel=Subscriber.PUSH,
        address=wish.browser.endpoint,
        defaults=keys,
        create_defaults=keys | told,
    )
    return found


def _mailbox(said: str) -> str:
    """Its host in lower case, so that one mailbox is one address."""
    text = checked_text(said, most=254, field="email")
    try:
        validate_email(text)
    except ValidationError as error:
        raise RejectedError("email", "is no e-mail address") from error
    if text.startswith("=?"):  # a header's encoded word, which hides what it says
        raise RejectedError("email", "is no e-mail address")
    name, _, host = text.rpartition("@")
    return f"{name}@{host.lower()}"


@transaction.atomic
def confirm(following: Following, *, at: datetime) -> None:
    """Consent, with its time; the same topic asked for earlier gives way. Twice is once."""
    row = Following.objects.select_for_update().filter(pk=following.pk, confirmed_at=None).first()
    if row is None:
        return
    subscriber = row.subscriber
    older = subscriber.followings.filter(topic=row.topic).exclude(pk=row.pk)
    Word.objects.filter(following__in=older, kind=Word.TELL).update(following=row)
    known, _ = older.filter(confirmed_at__isnull=False).delete()
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    subscriber.renew_by, subscriber.reminded_at = at + KEPT, None
    subscriber.save(update_fields=["renew_by", "reminded_at"])
    if not known:
        append(FollowingBegan(topic=row.topic, channel=subscriber.channel, at=at), at=at)
