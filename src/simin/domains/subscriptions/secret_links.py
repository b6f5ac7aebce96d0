"""Words in the addresses of mails, by which somebody without an account is known again.

Signed with the installation's key, so that a copy of the database opens nothing; each purpose has
its own, so that a link that ends one thing lists nothing else.
"""

from enum import StrEnum

from django.core import signing


class Purpose(StrEnum):
    #: Of a following: its address is confirmed by it.
    CONFIRM = "confirm"
    #: Of a subscriber and a topic: it ends, also where it was asked for anew since.
    STOP = "stop"
    #: Of a subscriber: all that is followed.
    MINE = "mine"


def word(purpose: Purpose, *nonces: str) -> str:
    return _signer(purpose).sign_object(list(nonces)).replace(":", ".")


def nonces_in(purpose: Purpose, said: str) -> list[str]:
    """None at all for what was not signed here for that."""
    try:
        found: list[str] = _signer(purpose).unsign_object(said[:600].replace(".", ":"))
    except (signing.BadSignature, ValueError):
        return []
    return found


def _signer(purpose: Purpose) -> signing.Signer:
    return signing.Signer(salt=f"simin.subscriptions.{purpose}")
