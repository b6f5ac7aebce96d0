"""The short way out as an ASGI application in front of another one: ``GET /observations/…json``.

Everybody may read what everybody may see; keys and cookies change nothing here.
"""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from typing import Any

import msgspec

from simin.kit.errors import NotFoundError, RejectedError
from simin.web.readings.kept import KeptAnswers
from simin.web.readings.questions import PREFIX, Question, question

type Scope = MutableMapping[str, Any]
type Application = Callable[[Any, Any, Any], Awaitable[None]]
#: Makes the answer, but for what is of hidden families.
type Make = Callable[[Question, Collection[str]], Awaitable[bytes]]

_HEADERS = [
    (b"content-type", b"application/json"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
    (b"access-control-allow-origin", b"*"),
]


@dataclass
class Readings:
    """Answers questions about observations, and hands everything else to ``behind``.

    ``kept`` looks at where the journal stands and at the families that are hidden, as a pair.
    """

    behind: Application
    kept: KeptAnswers
    make: Make

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.behind(scope, receive, send)
            return
        status, body = await self._answered(scope)
        headers = [*_HEADERS, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        shown = body if scope["method"] != "HEAD" else b""
        await send({"type": "http.response.body", "body": shown})

    async def _answered(self, scope: Scope) -> tuple[int, bytes]:
        if scope["method"] not in ("GET", "HEAD"):
            return 405, _refusal(405, "only GET is answered here")
        try:
            asked = question(scope["path"], scope["query_string"].decode("ascii", "replace"))
            return 200, await self.kept.answer(asked, lambda stand: self.make(asked, stand[1]))
        except RejectedError as error:
            return 400, _refusal(400, str(error))
        except NotFoundError as error:
            return 404, _refusal(404, str(error))


def _refusal(status: int, message: str) -> bytes:
    return msgspec.json.encode({"code": status, "type": "error", "message": message})
