"""Pages by cursor: the next page begins after a row, not after a count, so a page costs the same
however far back it lies, and rows that arrive while one reads shift nothing.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import msgspec

from simin.kit.errors import RejectedError

#: The most rows a page holds.
PAGE_LIMIT = 200


@dataclass(frozen=True)
class Page[Row]:
    """Some rows, and where the next page begins; None on the last."""

    rows: list[Row]
    cursor: str | None


def seal[Key](key: Key) -> str:
    """An opaque cursor for the sort key of a page's last row."""
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def unseal[Key](cursor: str, kind: type[Key]) -> Key:
    """The sort key again; raises ``RejectedError`` for what ``seal`` did not make."""
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=kind)
    except (binascii.Error, ValueError) as error:
        raise RejectedError("cursor", "not a cursor of this listing; start without one") from error


def checked_limit(limit: int, most: int = PAGE_LIMIT) -> int:
    if not 1 <= limit <= most:
        raise RejectedError("limit", f"between 1 and {most}, not {limit}")
    return limit
