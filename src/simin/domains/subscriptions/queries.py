"""Read subscriptions, by the secret words of links alone."""

from simin.domains.subscriptions.errors import UnknownSubscriptionError
from simin.domains.subscriptions.models import Announcement, Following, Subscriber, Word
from simin.domains.subscriptions.secret_links import Purpose, nonce_in, word

__all__ = [
    "Announcement",
    "Following",
    "Purpose",
    "Subscriber",
    "Word",
    "browser",
    "following",
    "followings",
    "link_word",
    "subscriber",
]


def following(purpose: Purpose, said: str) -> Following:
    """Raises ``UnknownSubscriptionError``."""
    nonce = nonce_in(purpose, said)
    found = Following.objects.select_related("subscriber").filter(nonce=nonce or "").first()
    if found is None:
        raise UnknownSubscriptionError(str(UnknownSubscriptionError.__doc__))
    return found


def subscriber(said: str) -> Subscriber:
    """Raises ``UnknownSubscriptionError``, also where nothing was confirmed."""
    nonce = nonce_in(Purpose.MINE, said)
    found = Subscriber.objects.filter(nonce=nonce or "", renew_by__isnull=False).first()
    if found is None:
        raise UnknownSubscriptionError(str(UnknownSubscriptionError.__doc__))
    return found


def browser(endpoint: str) -> Subscriber | None:
    """Whoever knows the address at which a browser is reached is that browser."""
    return Subscriber.objects.filter(channel=Subscriber.PUSH, address=endpoint).first()


def followings(one: Subscriber) -> list[Following]:
    """What was confirmed, in the order in which it was."""
    return list(one.followings.filter(confirmed_at__isnull=False).order_by("confirmed_at", "id"))


def link_word(purpose: Purpose, of: Following | Subscriber) -> str:
    return word(purpose, of.nonce)
