"""Bodies as they come, decompressed under a bound: a bomb is cut off while it opens, not after.

Only gzip and deflate are asked for; a source that sends something else all the same is refused,
because only zlib can be told how much it may give out.
"""

import zlib

from simin.kit.http.errors import AnswerBrokenError, AnswerTooLargeError

ACCEPTED = "gzip, deflate"
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_PLAIN = {"", "identity"}
_WINDOWS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}


class Body:
    """Collects one answer's body."""

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in _PLAIN | _WINDOWS.keys():
            raise AnswerBrokenError("the answer is encoded in a way that was not asked for")
        self._limit = limit
        self._window = _WINDOWS.get(encoding)
        self._inflate = zlib.decompressobj(self._window) if self._window else None
        self._parts: list[bytes] = []
        self._size = 0
        self._sent = 0
        #: Of a deflated body, until zlib can tell whether it has a frame.
        self._head = b""

    def add(self, chunk: bytes) -> None:
        """Raises ``AnswerTooLargeError`` as soon as the bound is passed."""
        self._sent += len(chunk)
        if self._sent > self._limit:
            raise self._too_large()
        if self._inflate is None:
            self._keep(chunk)
        elif self._sent > 1:
            self._decompress(self._head + chunk)
            self._head = b""
        else:
            self._head = chunk

    def whole(self) -> bytes:
        """Raises ``AnswerBrokenError`` where the compressed stream breaks off."""
        if self._inflate is not None and self._sent and not self._inflate.eof:
            raise AnswerBrokenError("the compressed answer breaks off")
        return b"".join(self._parts)

    def _decompress(self, chunk: bytes) -> None:
        """Members of gzip may follow one another."""
        while chunk:
            assert self._inflate is not None
            if self._inflate.eof:
                self._inflate = zlib.decompressobj(self._window or _ZLIB)
            self._keep(self._opened(chunk))
            chunk = self._inflate.unused_data

    def _opened(self, chunk: bytes) -> bytes:
        assert self._inflate is not None
        room = self._limit - self._size + 1
        try:
            return self._inflate.decompress(chunk, room)
        except zlib.error:
            pass
        if self._window != _ZLIB or self._size:
            raise AnswerBrokenError("the compressed answer is damaged")
        # Some servers say "deflate" and leave out zlib's frame.
        self._window = _RAW
        self._inflate = zlib.decompressobj(_RAW)
        return self._opened(chunk)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> AnswerTooLargeError:
        return AnswerTooLargeError(f"the answer has more than {self._limit} bytes")
