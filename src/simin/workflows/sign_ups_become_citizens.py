"""Who signs up without being invited is a citizen, and nothing more until somebody grants more."""

from typing import Any

from allauth.account.signals import user_signed_up

from simin.domains.identity.queries import Account
from simin.domains.identity.services import welcome_citizen


def listen() -> None:
    """Called once, when Django has started; calling again changes nothing."""
    user_signed_up.connect(_welcome)


def _welcome(user: Account, **_: Any) -> None:
    welcome_citizen(account=user, by=user.username)
