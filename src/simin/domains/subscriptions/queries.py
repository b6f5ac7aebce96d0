"""Read subscriptions, by the secret words of links alone."""

from simin.domains.subscriptions.errors import UnknownSubscriptionError
from simin.domains.subscriptions.models import Announcement, Following, Subscriber, Word
from simin.domains.subscriptions.secret_links import Purpose, nonces_in, word

__all__ = [
    "Announcement",
    "Following",
    "Subscriber",
    "Word",
    "asked",
    "browser",
    "confirm_word",
    "followings",
    "mine_word",
    "stop_word",
    "subscriber",
    "told",
]


def asked(said: str) -> Following:
    """What a mail asks to confirm. Raises ``UnknownSubscriptionError``."""
    [nonce] = nonces_in(Purpose.CONFIRM, said) or [""]
    return _found(Following.objects.filter(nonce=nonce).first())


def told(said: str) -> Following:
    """What a mail offers to end. Raises ``UnknownSubscriptionError``."""
    nonce, topic = nonces_in(Purpose.STOP, said) or ("", "")
    confirmed = Following.objects.filter(confirmed_at__isnull=False)
    return _found(confirmed.filter(subscriber__nonce=nonce, topic=topic).first())


def subscriber(said: str) -> Subscriber:
    """Raises ``UnknownSubscriptionError``, also where nothing was confirmed."""
    [nonce] = nonces_in(Purpose.MINE, said) or [""]
    return _found(Subscriber.objects.filter(nonce=nonce, renew_by__isnull=False).first())


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise UnknownSubscriptionError(str(UnknownSubscriptionError.__doc__))
    return row


def browser(endpoint: str) -> Subscriber | None:
    """Whoever knows the address at which a browser is reached is that browser."""
    return Subscriber.objects.filter(channel=Subscriber.PUSH, address=endpoint).first()


def followings(one: Subscriber) -> list[Following]:
    """What was confirmed, in the order in which it was."""
    return list(one.followings.filter(confirmed_at__isnull=False).order_by("confirmed_at", "id"))


def confirm_word(of: Following) -> str:
    return word(Purpose.CONFIRM, of.nonce)


def stop_word(of: Following) -> str:
    return word(Purpose.STOP, of.subscriber.nonce, of.topic)


def mine_word(of: Subscriber) -> str:
    return word(Purpose.MINE, of.nonce)
