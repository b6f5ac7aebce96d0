"""The short way out as an ASGI application in front of another one: ``GET /observations/…json``.

Everybody may read what everybody may see; keys and cookies change nothing here. What is kept costs
a household nothing of its allowance; what must be made does, and only so much is made at once.
"""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any

import msgspec

from simin.kit.allowance import Allowance
from simin.kit.errors import NotFoundError, RejectedError, SiminError
from simin.web.readings.kept import KeptAnswers
from simin.web.readings.questions import PREFIX, CountOf, HoursOf, Question, question

type Scope = MutableMapping[str, Any]
#: Where the journal stands, and the families that are hidden.
type Stand = tuple[object, Collection[str]]
type Application = Callable[[Any, Any, Any], Awaitable[None]]
#: Makes the answer, but for what is of hidden families.
type Make = Callable[[Question, Collection[str]], Awaitable[bytes]]

#: Answers that must be made for one household, in answers of the newest values.
allowance = Allowance(burst=600, each_second=20.0)
#: Answers that are being made or wait to be.
MOST_MADE = 32
#: Seconds after which there may be room again.
AGAIN = 1

_HEADERS = [
    (b"content-type", b"application/json"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
    (b"access-control-allow-origin", b"*"),
]


#: What computes over a span costs more than what is looked up.
_COSTS: dict[type[Question], float] = {HoursOf: 4.0, CountOf: 8.0}


class TooManyAskError(SiminError):
    """More has to be made than there is time for."""


@dataclass
class Readings:
    """Answers questions about observations, and hands everything else to ``behind``.

    ``kept`` looks at where the journal stands and at the families that are hidden, as a pair.
    """

    behind: Application
    kept: KeptAnswers
    make: Make
    #: Whose a request is.
    household: Callable[[Scope], str]
    _making: int = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.behind(scope, receive, send)
            return
        status, body, wait = await self._answered(scope)
        headers = [*_HEADERS, (b"content-length", b"%d" % len(body))]
        if wait:
            headers.append((b"retry-after", b"%d" % wait))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        shown = body if scope["method"] != "HEAD" else b""
        await send({"type": "http.response.body", "body": shown})

    async def _answered(self, scope: Scope) -> tuple[int, bytes, int]:
        """Status, body, and seconds to wait where it was in vain."""
        if scope["method"] not in ("GET", "HEAD"):
            return 405, _refusal(405, "only GET is answered here"), 0
        try:
            asked = question(scope["path"], scope["query_string"].decode("ascii", "replace"))
            wait = 0 if self.kept.has(asked) else self._wait(scope, asked)
            if wait:
                words = f"too many requests from one address; wait {wait} s"
                return 429, _refusal(429, words), wait
            return 200, await self.kept.answer(asked, partial(self._made, asked)), 0
        except RejectedError as error:
            return 400, _refusal(400, str(error)), 0
        except NotFoundError as error:
            return 404, _refusal(404, str(error)), 0
        except TooManyAskError:
            return 503, _refusal(503, "too much is asked at once; ask again in a second"), AGAIN

    def _wait(self, scope: Scope, asked: Question) -> int:
        return ceil(allowance.wait(self.household(scope), _COSTS.get(type(asked), 1.0)))

    async def _made(self, asked: Question, stand: Stand) -> bytes:
        """Raises ``TooManyAskError``."""
        if self._making >= MOST_MADE:
            raise TooManyAskError
        self._making += 1
        try:
            return await self.make(asked, stand[1])
        finally:
            self._making -= 1


def _refusal(status: int, message: str) -> bytes:
    return msgspec.json.encode({"code": status, "type": "error", "message": message})
