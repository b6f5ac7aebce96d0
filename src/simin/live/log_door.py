"""The transparency log's files, as they lie in the data folder; any web server could do the same.

What is full or has its width in its name never changes and may be kept for ever; the checkpoint is
asked for anew each second. Reads files of the log and nothing else: a name that is not one of its
kinds is no path. No Django, no cookie, any origin.
"""

import asyncio
import hashlib
import re
from pathlib import Path

from simin.domains.transparency.errors import LogDamagedError, TileMissingError
from simin.domains.transparency.folder import CHECKPOINT, KEY, KEYS, TILES, WITNESSED, LogFolder
from simin.domains.transparency.tiles import bundle, entries_in, hashes_in, parse
from simin.live import answers
from simin.live.answers import ANY_ORIGIN, Answer, Headers, Receive, Send
from simin.live.errors import RequestRefusedError

LOG = "/log/"
_TEXT, _BYTES, _JSON = (
    b"text/plain; charset=utf-8",
    b"application/octet-stream",
    b"application/json",
)
_A_SECOND = b"public, max-age=1, stale-while-revalidate=5"
_MINUTES = b"public, max-age=300, stale-while-revalidate=3600"
_FOR_EVER = b"public, max-age=31536000, immutable"
_KINDS = {CHECKPOINT: (_TEXT, _A_SECOND), KEY: (_TEXT, _MINUTES), KEYS: (_JSON, _MINUTES)}
_WITNESSED = re.compile(WITNESSED + r"/[0-9a-f]{8}")


class LogDoor:
    """Answers what lies below ``/log/``; the page ``/log/`` itself is not the door's."""

    def __init__(self, folder: Path) -> None:
        self._folder = LogFolder(folder)

    def answers(self, path: str) -> bool:
        """Whether ``path`` is one of the log's files."""
        name = path.removeprefix(LOG)
        if not path.startswith(LOG):
            return False
        return name in _KINDS or name.startswith(f"{TILES}/") or bool(_WITNESSED.fullmatch(name))

    async def __call__(self, scope: dict[str, object], receive: Receive, send: Send) -> None:
        method, path = str(scope["method"]), str(scope["path"])
        try:
            answer = await asyncio.to_thread(
                self._answer, method, path.removeprefix(LOG), _known(scope)
            )
        except LogDamagedError as error:
            answer = answers.refusal(RequestRefusedError(503, "log-damaged", str(error)))
        except RequestRefusedError as error:
            answer = answers.refusal(error)
        await answer.send(send, bodiless=method == "HEAD")

    def _answer(self, method: str, name: str, known: str) -> Answer:
        if method == "OPTIONS":
            return answers.options()
        if method not in ("GET", "HEAD"):
            raise RequestRefusedError(405, "method-not-allowed", "only GET, HEAD and OPTIONS")
        kind, cache = _KINDS.get(name, (_TEXT, _A_SECOND))
        if name.startswith(f"{TILES}/"):
            kind, cache, body = _BYTES, _FOR_EVER, self._tile(name)
        else:
            body = self._file(name)
        return _file(body, kind, cache, known)

    def _tile(self, name: str) -> bytes:
        tile = parse(name.removeprefix(f"{TILES}/"))
        if tile is None:
            raise RequestRefusedError(404, "not-found", "the log has no such tile")
        try:
            content = self._folder.tile_bytes(tile)
        except TileMissingError as error:
            raise RequestRefusedError(404, "not-found", str(error)) from error
        if tile.level is None:
            return bundle(entries_in(content, tile.width, what=name))
        return b"".join(hashes_in(content, tile.width, what=name))

    def _file(self, name: str) -> bytes:
        content = self._folder.read(name)
        if content is None:
            raise RequestRefusedError(404, "not-found", f"the log has no {name} yet")
        return content


def _known(scope: dict[str, object]) -> str:
    headers: Headers = scope["headers"]  # type: ignore[assignment]
    return b",".join(v for n, v in headers if n == b"if-none-match").decode("latin-1")


def _file(body: bytes, kind: bytes, cache: bytes, known: str) -> Answer:
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = [
        (b"content-type", kind),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", cache),
        (b"content-length", b"%d" % len(body)),
        (b"etag", b'"%b"' % tag.encode()),
        ANY_ORIGIN,
    ]
    answer = Answer(200, headers, body)
    return answers.unchanged(answer) if answers.is_known(tag, known) else answer
