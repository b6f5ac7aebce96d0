"""One message that was sent, as a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.warnings.vocabulary import MESSAGES


@dataclass(frozen=True)
class Sent:
    identifier: str
    word: str
    at: str
    clock: str
    #: Who wrote and approved it; said on the desk only.
    people: str = ""


def sent(message: Mapping[str, Any], time: CityTime, people: str = "") -> Sent:
    """``message`` is that of a card's body."""
    at = parsed(message["sent"])
    return Sent(
        identifier=message["identifier"],
        word=str(MESSAGES.get(message["type"], message["type"])),
        at=iso(at),
        clock=time.clock(at) if at else "",
        people=people,
    )
