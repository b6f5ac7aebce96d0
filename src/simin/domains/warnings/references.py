"""How CAP names messages: ``sender,identifier,sent``, separated by spaces. Pure."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo


def cap_time(at: datetime, zone: ZoneInfo) -> str:
    """As CAP writes a time (3.2.1): whole seconds, an offset, never ``Z``; UTC is ``-00:00``."""
    text = at.astimezone(zone).replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "-00:00" if text.endswith("+00:00") else text


def reference(sender: str, identifier: str, sent: str) -> str:
    return f"{sender},{identifier},{sent}"


def named(references: str) -> list[str]:
    """The messages that a ``references`` element names, without what is no reference."""
    return [one for one in references.split() if one.count(",") == 2]


def together(references: Iterable[str]) -> str:
    return " ".join(references)
