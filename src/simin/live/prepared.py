"""Whole answers for who asks for the public picture or for a frame and for nothing else, made once.

What most viewers and every cache in front send again and again is known by its bytes and answered
by bytes that were joined for the first of them: no parser, no task. Whatever is not plainly such a
request (a query, a body, a condition, another version, half a request, two of them) is left to the
ASGI application, of which these answers are byte by byte those. Nothing of the office's is here.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from simin.domains.picture.frame import View
from simin.live import documents
from simin.live.answers import Answer
from simin.live.encoding import Encoding, encoded_once, negotiate
from simin.live.gateway import Gateway

_BEGIN, _VERSION, _END = b"GET /live/", b" HTTP/1.1", b"\r\n\r\n"
_SNAPSHOT, _FRAMES = b"/live/snapshot", b"/live/frames/"
#: Longer ones are no such requests, or not worth remembering.
_LONGEST = 4096
#: Headers by which an answer, or what comes behind it, would be another.
_PARTICULAR = frozenset(
    (
        b"connection",
        b"content-length",
        b"expect",
        b"if-none-match",
        b"transfer-encoding",
        b"upgrade",
    )
)

type DefaultHeaders = list[tuple[bytes, bytes]]


class Plain(NamedTuple):
    """What a plain request asks for."""

    path: bytes
    coding: Encoding


class PreparedAnswers:
    """Answers of one server process, in its event loop's thread."""

    def __init__(self, gateway: Gateway) -> None:
        self._current = gateway.current
        self._made: dict[Plain, bytes] = {}
        self._head = -1
        self._defaults: DefaultHeaders | None = None

    def to(self, request: bytes, defaults: DefaultHeaders) -> bytes | None:
        """The whole answer to ``request``, as it came from the connection; None: not for us.

        ``defaults`` are the server's own headers, another list whenever they change.
        """
        if not request.startswith(_BEGIN) or len(request) > _LONGEST:
            return None
        plain = _plain(request)
        if plain is None:
            return None
        if defaults is not self._defaults or self._current.head != self._head:
            self._made, self._head, self._defaults = {}, self._current.head, defaults
        return self._made.get(plain) or self._make(plain, defaults)

    def _make(self, plain: Plain, defaults: DefaultHeaders) -> bytes | None:
        answer = self._answer(plain)
        if answer is None:
            return None
        made = self._made[plain] = _joined(answer, defaults)
        return made

    def _answer(self, plain: Plain) -> Answer | None:
        if plain.path == _SNAPSHOT:
            return self._snapshot(plain.coding)
        return self._frame(plain.path.removeprefix(_FRAMES), plain.coding)

    def _snapshot(self, coding: Encoding) -> Answer | None:
        shown = self._current.shown(View.PUBLIC)
        body = shown.ready(coding) if shown else None
        return (
            documents.of_now(shown.snapshot, body, View.PUBLIC, coding) if shown and body else None
        )

    def _frame(self, number: bytes, coding: Encoding) -> Answer | None:
        frame = self._current.frame(int(number)) if number.isdigit() and len(number) < 16 else None
        if frame is None:
            return None
        return documents.of_frame(frame, encoded_once(frame.public, coding), View.PUBLIC, coding)


@lru_cache(maxsize=1024)
def _plain(request: bytes) -> Plain | None:
    """What ``request`` asks for, where it is one, whole, and without anything particular."""
    if request.find(_END) != len(request) - len(_END):
        return None
    line, *lines = request[: -len(_END)].split(b"\r\n")
    if any(sign in one for one in (line, *lines) for sign in (b"\r", b"\n", b"\0")):
        return None
    path = line[4 : -len(_VERSION)]
    headers = [header.partition(b":")[::2] for header in lines]
    names = [name.lower() for name, _ in headers]
    if not line.endswith(_VERSION) or not (path == _SNAPSHOT or path.startswith(_FRAMES)):
        return None
    if b"host" not in names or not _PARTICULAR.isdisjoint(names) or not all(map(_is_name, names)):
        return None
    taken = (value.strip() for name, value in headers if name.lower() == b"accept-encoding")
    return Plain(path, negotiate(b",".join(taken).decode("latin-1")))


def _is_name(name: bytes) -> bool:
    return name.replace(b"-", b"").isalnum()


def _joined(answer: Answer, defaults: Iterable[tuple[bytes, bytes]]) -> bytes:
    """As the server would send it."""
    headers = [b"%b: %b\r\n" % header for header in (*defaults, *answer.headers)]
    return b"".join((b"HTTP/1.1 200 OK\r\n", *headers, b"\r\n", answer.body))
