"""Which messages of a session were kept last, so that one that comes again is known.

A broker sends again what it saw no acknowledgement of, under the packet id that it had (MQTT 4.4).
At most ``WINDOW`` messages wait for one at a time, so remembering twice as many is enough. A new
session numbers anew and forgets. Kept as the feed's cursor, in the transaction that keeps messages.
"""

import hashlib

#: Messages that the broker may have under way to us (MQTT 5: receive maximum).
WINDOW = 1000


class Memory:
    """Marks of the last messages that were kept."""

    def __init__(self, written: str | None = None) -> None:
        self._marks = dict.fromkeys((written or "").split())

    def __contains__(self, mark: str) -> bool:
        return mark in self._marks

    def with_these(self, marks: list[str]) -> "Memory":
        """What will be remembered once they are kept."""
        other = Memory()
        kept = [*self._marks, *marks][-2 * WINDOW :]
        other._marks = dict.fromkeys(kept)
        return other

    def written(self) -> str:
        return " ".join(self._marks)


def mark(packet: int, topic: str, payload: bytes) -> str:
    """Of one message; a packet id alone is used again after 65,535 messages."""
    content = hashlib.blake2b(topic.encode() + b"\0" + payload, digest_size=6)
    return f"{packet}:{content.hexdigest()}"
