"""How word is brought to a person: channels as ports, and when to try again. Pure.

A channel says one of three things of a message: sent (it returns), not now (``UnsentError``), or
never (``BouncedError``). What is not sent now is tried again with a growing pause; what bounces, or
was tried often enough, goes to the next channel. Nothing here knows what a message is about.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from simin.kit.errors import SiminError

#: Attempts on one channel.
ATTEMPTS = 5
#: Before the second attempt; doubled before each further one.
PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: Of why a channel did not take a message.
LONGEST_REASON = 300
#: While a message is under way nobody else takes it up.
UNDER_WAY = timedelta(minutes=5)


class UnsentError(SiminError):
    """The channel did not take it now, and may later."""


class BouncedError(SiminError):
    """The channel will never bring this to this person."""


class GoneError(BouncedError):
    """The address is there no more; nothing will ever reach it."""


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
    #: What it is about, ``directive`` or ``step``, and its number.
    about: str = "directive"
    number: str
    #: ``issue``, ``remind``, ``escalate``, ``open``, ``late`` …
    act: str
    title: str
    due_at: datetime
    #: It is an exercise, and says so first.
    drill: bool = False
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


def next_channel(
    channels: Sequence[Channel], given_up: Collection[str], recipient: Recipient
) -> Channel | None:
    """The first that was not given up and that has any sense; None: nothing is left."""
    left = (one for one in channels if one.name not in given_up)
    return next((one for one in left if one.reaches(recipient)), None)


@dataclass(frozen=True)
class Tried:
    """What became of one attempt."""

    channel: str
    #: ``sent``, ``unsent`` or ``bounced``.
    outcome: str = "sent"
    #: Why not, without secrets.
    reason: str = ""

    @property
    def sent(self) -> bool:
        return self.outcome == "sent"

    @property
    def bounced(self) -> bool:
        return self.outcome == "bounced"


def bring(
    message: Message | None, channels: Sequence[Channel], given_up: Collection[str]
) -> Tried | None:
    """One attempt on the channel whose turn it is; None where nothing is left to try."""
    channel = next_channel(channels, given_up, message.recipient) if message else None
    if channel is None or message is None:
        return None
    try:
        channel.send(message)
    except BouncedError as error:
        return Tried(channel.name, "bounced", str(error)[:LONGEST_REASON])
    except UnsentError as error:
        return Tried(channel.name, "unsent", str(error)[:LONGEST_REASON])
    return Tried(channel.name)


@dataclass(frozen=True)
class Retry:
    """What is to be remembered after an attempt failed."""

    given_up: list[str]
    attempts: int
    next_at: datetime


def after_failure(
    given_up: Sequence[str], attempts: int, channel: str, *, bounced: bool, now: datetime
) -> Retry:
    """Again on the same channel after a pause, or at once on the next one."""
    attempts += 1
    if bounced or attempts >= ATTEMPTS:
        return Retry([*given_up, channel], 0, now)
    return Retry(list(given_up), attempts, now + pause(attempts))
