"""Bytes that a source sent, shown safely: as text in the encoding they are in, or as a dump.

Never as a page, a picture or a script: what is shown is always escaped text.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from simin.ingest.feeds import SourceError
from simin.ingest.payloads.text import decoded

#: Bytes of one view.
WINDOW = 32 * 1024
_LINE = 16


@dataclass(frozen=True)
class Shown:
    """A window on some bytes."""

    text: str
    #: Of the text; empty for a dump.
    encoding: str
    dump: bool
    start: int
    end: int
    size: int

    @property
    def before(self) -> int | None:
        return max(0, self.start - WINDOW) if self.start else None

    @property
    def after(self) -> int | None:
        return self.end if self.end < self.size else None


def shown(body: bytes, *, dump: bool = False, start: int = 0) -> Shown:
    """From ``start`` on. Bytes that are no text are dumped."""
    start = min(start, max(0, len(body) - 1)) // _LINE * _LINE
    part = body[start : start + WINDOW]
    encoding = "" if dump else encoding_of(body)
    if not encoding:
        return Shown(
            "\n".join(hex_lines(part, start)), "", True, start, start + len(part), len(body)
        )
    text = part.decode(encoding, errors="replace").replace("\0", "\N{SYMBOL FOR NULL}")
    return Shown(text, encoding, False, start, start + len(part), len(body))


def encoding_of(body: bytes) -> str:
    """As the kinds find it; empty for what is no text. A record may be cut within a character."""
    if b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    for cut in range(4):
        with suppress(SourceError):
            return decoded(body[: len(body) - cut]).encoding
    return ""


def hex_lines(part: bytes, start: int = 0) -> Iterator[str]:
    """``00000010  7b 22 72 6f …  |{"ro…|``."""
    for at in range(0, len(part), _LINE):
        line = part[at : at + _LINE]
        octets = " ".join(f"{octet:02x}" for octet in line)
        signs = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in line)
        yield f"{start + at:08x}  {octets:<47}  |{signs}|"
