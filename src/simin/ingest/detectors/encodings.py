"""Text that was read in another encoding than it was written in: 서울 became ¼­¿ï.

Seen by what is left behind: replacement characters, question marks within words, and the letters
that Korean or Chinese bytes make when they are taken for Latin ones or for each other.
"""

import re
from collections.abc import Iterable

from simin.domains.observations.finding import Found, Severity

DETECTOR = "wrong-encoding"
#: Characters of text that are looked at in one column or page.
MOST = 200_000
#: Share of the texts that must be spoilt; a single stray character is a typing error.
SHARE = 0.01

_LEFT_BEHIND = re.compile("\N{REPLACEMENT CHARACTER}|[\x80-\x9f]|(?<=[가-힣])\\?(?=[가-힣])")
#: Latin letters and signs that stand where cp949, EUC-KR or Big5 had two bytes: ``¼­¿ï``.
_LATIN = re.compile("[¡-ÿ]{4,}")
#: Hangul that UTF-8 makes when it is read as cp949: ``?쒖슱``, ``媛뺣궓援``.
_CROSSED = re.compile(
    "[\u3130-\u318f\u4e00-\u9fff\uf900-\ufaff][가-힣][\u4e00-\u9fff\uf900-\ufaff]"
)


def wrong_encoding(texts: Iterable[str], *, encoding: str = "") -> Found | None:
    """``encoding``: in which they were read, where that is known."""
    looked = spoilt = 0
    example = ""
    length = 0
    for text in texts:
        if text.isascii() and "?" not in text:
            continue
        looked += 1
        length += len(text)
        if _is_spoilt(text):
            spoilt += 1
            example = example or text[:60]
        if length > MOST:
            break
    if not spoilt or spoilt < looked * SHARE:
        return None
    evidence: dict[str, object] = {"texts": spoilt, "of": looked, "example": example}
    if encoding:
        evidence["encoding"] = encoding
    return Found(detector=DETECTOR, severity=Severity.DOUBTFUL, evidence=evidence)


def _is_spoilt(text: str) -> bool:
    return any(seen.search(text) for seen in (_LEFT_BEHIND, _LATIN, _CROSSED))
