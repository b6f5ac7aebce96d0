"""Content coding (RFC 9110, section 12.5.3): what a viewer takes, and the bytes in it."""

import gzip
from enum import StrEnum
from functools import lru_cache

import brotli  # type: ignore[import-untyped]


class Encoding(StrEnum):
    """Codings that the gateway speaks, best first."""

    BROTLI = "br"
    GZIP = "gzip"
    IDENTITY = "identity"


#: Fast enough to be made once a frame, close to the best in size.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6


def negotiate(accept_encoding: str) -> Encoding:
    """The best coding that the header admits; plain where it admits none."""
    weights = dict(_weight(part) for part in accept_encoding.lower().split(",") if part.strip())
    anything = weights.get("*", 0.0)
    offered = [(weights.get(coding, anything), coding) for coding in _COMPRESSED]
    weight, coding = max(offered, key=lambda offer: offer[0])
    return coding if weight > 0 else Encoding.IDENTITY


_COMPRESSED = (Encoding.BROTLI, Encoding.GZIP)


def _weight(part: str) -> tuple[str, float]:
    coding, _, parameter = part.partition(";")
    name, _, value = parameter.strip().partition("=")
    try:
        weight = float(value) if name.strip() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return coding.strip(), weight


def encoded(plain: bytes, encoding: Encoding) -> bytes:
    """``plain`` in ``encoding``; the same bytes every time."""
    if encoding is Encoding.BROTLI:
        return bytes(brotli.compress(plain, quality=_BROTLI_QUALITY))
    if encoding is Encoding.GZIP:
        return gzip.compress(plain, _GZIP_LEVEL, mtime=0)
    return plain


@lru_cache(maxsize=256)
def encoded_once(plain: bytes, encoding: Encoding) -> bytes:
    """The same, kept: of frames, for which many ask."""
    return encoded(plain, encoding)
