"""Messages of a broker as one payload: a line of JSON each, so that a bad one costs only itself.

What a kind reads, what is kept as raw payload, and what ``simin sources test --payload`` takes.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

#: Of the payload that holds the lines.
CONTENT_TYPE = "application/x-ndjson"


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message."""

    topic: str
    received_at: datetime
    #: The payload, where it is UTF-8.
    text: str = ""
    #: The payload, where it is not.
    base64: str = ""

    def payload(self) -> bytes:
        """Raises ``ValueError``."""
        if not self.base64:
            return self.text.encode("utf-8", "surrogatepass")
        try:
            return base64.b64decode(self.base64, validate=True)
        except binascii.Error as error:
            raise ValueError("base64 is damaged") from error


def said(topic: str, payload: bytes, received_at: datetime) -> Said:
    try:
        return Said(topic, received_at, text=payload.decode())
    except UnicodeDecodeError:
        return Said(topic, received_at, base64=base64.b64encode(payload).decode())


def enclosed(messages: Iterable[Said]) -> bytes:
    return b"".join(msgspec.json.encode(one) + b"\n" for one in messages)


def opened(body: bytes) -> Iterator[tuple[int, bytes, Said | str]]:
    """Each line by number: as it stands, and the message or why it is none."""
    for number, line in enumerate(body.splitlines(), 1):
        if not line.strip():
            continue
        try:
            message = msgspec.json.decode(line, type=Said)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            yield number, line, f"no message: {error}"
            continue
        aware = message.received_at.tzinfo is not None
        yield number, line, message if aware else "received_at: has no time zone"
