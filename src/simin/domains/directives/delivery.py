"""How a directive is brought to a person: channels as ports, and when to try again. Pure.

A channel says one of three things of a message: sent (it returns), not now (``UnsentError``), or
never (``BouncedError``). What is not sent now is tried again with a growing pause; what bounces, or
was tried often enough, goes to the next channel.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from simin.kit.errors import SiminError

#: Attempts on one channel.
ATTEMPTS = 5
#: Before the second attempt; doubled before each further one.
PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: While a message is under way nobody else takes it up.
UNDER_WAY = timedelta(minutes=5)


class UnsentError(SiminError):
    """The channel did not take it now, and may later."""


class BouncedError(SiminError):
    """The channel will never bring this to this person."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    username: str
    #: Empty for none.
    email: str
    unit: str
    #: Language code.
    language: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is said; the same ``key`` is the same message, however often it is sent."""

    key: str
    directive: str
    #: ``issue``, ``remind``, ``escalate`` …
    act: str
    title: str
    due_at: datetime
    recipient: Recipient


class Channel(Protocol):
    """A way to a person outside the product."""

    name: str

    def reaches(self, recipient: Recipient) -> bool:
        """Whether there is any sense in trying."""

    def send(self, message: Message) -> None:
        """Raises ``UnsentError`` or ``BouncedError``; never anything else on purpose."""


def pause(attempts: int) -> timedelta:
    """After the ``attempts``-th attempt, counted from 1."""
    return min(PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
