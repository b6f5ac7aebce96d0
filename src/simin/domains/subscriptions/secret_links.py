"""Words in the addresses of mails, by which somebody without an account is known again.

Signed with the installation's key, so that a copy of the database opens nothing; each purpose has
its own, so that a link that ends one thing lists nothing else.
"""

from enum import StrEnum

from django.core import signing


class Purpose(StrEnum):
    #: Of a following: its address is confirmed by it.
    CONFIRM = "confirm"
    #: Of a following: it ends.
    STOP = "stop"
    #: Of a subscriber: all that is followed.
    MINE = "mine"


def word(purpose: Purpose, nonce: str) -> str:
    return signing.Signer(salt=f"simin.subscriptions.{purpose}").sign(nonce).replace(":", ".")


def nonce_in(purpose: Purpose, said: str) -> str | None:
    """None for what was not signed here for that."""
    try:
        return signing.Signer(salt=f"simin.subscriptions.{purpose}").unsign(
            said[:200].replace(".", ":")
        )
    except signing.BadSignature:
        return None
