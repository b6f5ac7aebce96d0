"""Which encoding a city's text has, found from its bytes, because headers and names say it wrong.

A byte order mark and well-formed UTF-8 decide at once. Beyond them the two legacy families met in
practice are told apart by their second bytes: EUC-KR uses only A1–FE there; its extension CP949
adds rare syllables below A1; in Big5 two characters of five stand there. Nothing is ever replaced
or dropped: text that does not decode completely is refused, or, for who asks for it, keeps a few
damaged bytes as lone surrogates so that only the rows that hold them are refused.
"""

import codecs
import re
from dataclasses import dataclass

from simin.ingest.feeds.errors import SourceImplausibleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Share of double-byte characters below A1 up to which a Korean text is believed.
_RARE_SYLLABLES = 0.1
#: Share of its characters that may be damaged in a text that is read all the same.
_DAMAGED = 0.001
_SURROGATE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A payload as text, and the encoding it was found to have."""

    text: str
    encoding: str
    #: Bytes that are no character; they stand in the text as lone surrogates.
    damaged: int = 0


def decoded(body: bytes, stated: str | None = None) -> Decoded:
    """The text of ``body``; an encoding that is ``stated`` by the feed is not questioned."""
    if not body.strip(b"\x00 \t\r\n"):
        raise SourceImplausibleError("the answer is empty")
    encoding = stated or _found(body)
    try:
        return Decoded(body.decode(encoding), encoding)
    except (UnicodeError, LookupError) as error:
        raise SourceImplausibleError(f"the text is not {encoding}: {_place(error)}") from error


def mostly_decoded(body: bytes, stated: str | None = None) -> Decoded:
    """As ``decoded``, but for a few damaged bytes."""
    try:
        return decoded(body, stated)
    except SourceImplausibleError:
        found = _least_damaged(body, stated)
        if found is None or found.damaged > _DAMAGED * len(found.text):
            raise
        return found


def is_damaged(text: str) -> bool:
    return _SURROGATE.search(text) is not None


def shown(text: str) -> str:
    """``text`` with its damaged bytes written out, so that it can be kept."""
    return text.encode("utf-8", "backslashreplace").decode()


def _least_damaged(body: bytes, stated: str | None) -> Decoded | None:
    """Of UTF-8 and the likelier legacy family; a text of another one is full of damage."""
    tried = [_mended(body, encoding) for encoding in _candidates(body, stated)]
    return min((one for one in tried if one), key=lambda one: one.damaged, default=None)


def _candidates(body: bytes, stated: str | None) -> tuple[str, ...]:
    return (stated,) if stated else ("utf-8", *_legacy(body)[:2])


def _mended(body: bytes, encoding: str) -> Decoded | None:
    try:
        text = body.decode(encoding, "surrogateescape")
    except (UnicodeError, LookupError):
        return None
    return Decoded(text, encoding, len(_SURROGATE.findall(text)))


def _place(error: Exception) -> str:
    return f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else str(error)


def _found(body: bytes) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding
    if _is_utf8(body):
        return "utf-8"
    for encoding in _legacy(body):
        if _decodes(body, encoding):
            return encoding
    raise SourceImplausibleError(
        "the encoding of the text is unknown (not UTF-8, EUC-KR, CP949 or Big5); state it"
    )


def _is_utf8(body: bytes) -> bool:
    """Also for a text that was cut off within its last character, so that it is not misread."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(body: bytes) -> tuple[str, ...]:
    if _rare_share(body) > _RARE_SYLLABLES:
        return ("big5", "cp950", "cp949")
    return ("euc-kr", "cp949", "big5", "cp950")


def _rare_share(body: bytes) -> float:
    """Share of double-byte characters whose second byte lies below A1."""
    pairs = rare = 0
    position = 0
    while position < len(body) - 1:
        if body[position] < 0x80:
            position += 1
            continue
        pairs += 1
        rare += body[position + 1] < 0xA1
        position += 2
    return rare / pairs if pairs else 0.0


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
