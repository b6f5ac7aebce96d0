"""The gateway's paths as a raw ASGI application; the stream itself is ``protocol.py``.

All paths are listed in ``LiveApp``; anyone may call them, and the office's view is shown to a
ticket only (``access.admit``). Nothing is made for a viewer that could be made once a frame.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import msgspec

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.wire import encode
from simin.live import access, answers, documents
from simin.live.answers import Answer, Receive, Send
from simin.live.calls import CallStreams
from simin.live.encoding import Encoding, encoded, encoded_once, negotiate
from simin.live.errors import RequestRefusedError, StoreUnavailableError
from simin.live.gateway import Gateway
from simin.live.history import TooManyBytesError, frame_at, frames_between, snapshot_at
from simin.live.past import Past

log = logging.getLogger("simin.live")

type Scope = dict[str, Any]

STREAM = "/live/stream"
SNAPSHOT = "/live/snapshot"
FRAMES = "/live/frames/"
HEAD = "/live/head"
CALLS = "/live/calls"
HEALTH = "/health"

#: Tells whose limits a request counts for.
type Household = Callable[[Scope], str]


class LiveApp:
    """Answers everything under ``/live/`` and ``/health``."""

    def __init__(self, gateway: Gateway, household: Household) -> None:
        self._gateway = gateway
        self._household = household
        self._past = Past()
        self._calls = CallStreams(gateway.store, gateway.booth)
        self._routes = {
            SNAPSHOT: self._snapshot,
            STREAM: self._stream,
            HEAD: self._head,
            HEALTH: self._health,
        }

    def answers(self, path: str) -> bool:
        """Whether ``path`` is the gateway's."""
        return path == HEALTH or path.startswith("/live/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"the live gateway does not speak {scope['type']}")
        if scope["path"] == CALLS and scope["method"] == "GET":
            await self._call(scope, receive, send)
            return
        with ExitStack() as held:
            answer = await self._answer(scope, held)
            await answer.send(send, bodiless=scope["method"] == "HEAD")

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            request = Request(scope, "", ExitStack())
            await self._calls.serve(request.query, request.last_event, receive, send)
        except RequestRefusedError as error:
            await answers.refusal(error).send(send)

    async def _answer(self, scope: Scope, held: ExitStack) -> Answer:
        """``held`` until the answer is sent."""
        try:
            return await self._routed(Request(scope, self._household(scope), held))
        except RequestRefusedError as error:
            return answers.refusal(error)
        except StoreUnavailableError:
            return answers.refusal(
                RequestRefusedError(503, "store-unavailable", "frames cannot be read now")
            )
        except Exception:
            # The path only: the query string may carry a ticket.
            log.exception("%s %s failed", scope["method"], scope["path"])
            return answers.refusal(RequestRefusedError(500, "failed", "the gateway failed"))

    async def _routed(self, request: "Request") -> Answer:
        route = self._routes.get(request.path)
        if route is None and request.path.startswith(FRAMES):
            route = self._frame
        if route is None:
            raise RequestRefusedError(404, "not-found", "the live gateway has no such path")
        if request.method == "OPTIONS":
            return answers.options()
        if request.method not in ("GET", "HEAD"):
            raise RequestRefusedError(405, "method-not-allowed", "only GET, HEAD and OPTIONS")
        return await route(request)

    async def _snapshot(self, request: "Request") -> Answer:
        view = request.admitted(self._gateway)
        at = access.frame_number(request.query, "at")
        shown = self._gateway.current.shown(view)
        if at is not None and not (shown and shown.snapshot.number == at):
            return await self._past_snapshot(request, view, at)
        if shown is None:
            raise RequestRefusedError(503, "no-picture-yet", "no frame has been published yet")
        body = await shown.body(request.coding)
        answer = documents.of_now(shown.snapshot, body, view, request.coding)
        return request.unless_known(answer, shown.snapshot.hash)

    async def _past_snapshot(self, request: "Request", view: View, at: int) -> Answer:
        async with self._past.turn(request.household):
            past = await _found(snapshot_at, self._gateway.store, at, view)
            body = await asyncio.to_thread(_encoded_snapshot, past, request.coding)
        request.held.enter_context(self._past.room(request.household, len(body)))
        answer = documents.of_past(past, body, view, request.coding)
        return request.unless_known(answer, past.hash)

    async def _frame(self, request: "Request") -> Answer:
        asked = request.path.removeprefix(FRAMES)
        if "-" in asked:
            return await self._several(request, *access.frame_range(asked))
        view = request.admitted(self._gateway)
        number = access.frame_number({"number": asked}, "number") or 0
        frame = self._gateway.current.frame(number)
        if frame is None:
            frame = await _found(frame_at, self._gateway.store, number)
        body = encoded_once(frame.wire(view), request.coding)
        answer = documents.of_frame(frame, body, view, request.coding)
        return request.unless_known(answer, frame.hash)

    async def _several(self, request: "Request", first: int, last: int) -> Answer:
        """Frames one a line, for whoever checks a whole day; as the store has them."""
        view = request.admitted(self._gateway)
        async with self._past.turn(request.household):
            frames = await _found(frames_between, self._gateway.store, first, last, view)
            plain = b"\n".join(frame.wire(view) for frame in frames)
            body = await asyncio.to_thread(encoded, plain, request.coding)
        request.held.enter_context(self._past.room(request.household, len(body)))
        answer, tag = documents.of_frames(frames, body, view, request.coding)
        return request.unless_known(answer, tag)

    async def _stream(self, request: "Request") -> Answer:
        view = request.admitted(self._gateway)
        access.frame_number(request.query, "from")
        if request.method == "HEAD":
            return Answer(200, answers.stream_headers(view))
        if self._gateway.full:
            raise RequestRefusedError(503, "too-many-viewers", "no stream is free; poll the frames")
        raise RequestRefusedError(503, "no-stream-here", "this server holds no streams; poll")

    async def _head(self, request: "Request") -> Answer:
        shown = self._gateway.current.shown(View.PUBLIC)
        if shown is None:
            raise RequestRefusedError(503, "no-picture-yet", "no frame has been published yet")
        head = {"number": shown.snapshot.number, "hash": shown.snapshot.hash}
        return answers.document(
            msgspec.json.encode(head),
            view=View.PUBLIC,
            cache=documents.FOR_A_SECOND,
            tag=shown.snapshot.hash,
        )

    async def _health(self, request: "Request") -> Answer:
        health = health_of(self._gateway)
        body = msgspec.json.encode(health)
        answer = answers.document(body, view=View.PUBLIC, cache=answers.NO_STORE)
        return Answer(200 if health["status"] == "ok" else 503, answer.headers, answer.body)


class Request:
    """What the gateway wants to know of a request."""

    def __init__(self, scope: Scope, household: str, held: ExitStack) -> None:
        self.household = household
        #: Ends when the answer is sent.
        self.held = held
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._headers: list[tuple[bytes, bytes]] = scope["headers"]
        self.query = access.parse(scope["query_string"])
        self.coding = negotiate(self._header(b"accept-encoding"))

    def admitted(self, gateway: Gateway) -> View:
        return access.admit(self.query, gateway.booth).view

    def unless_known(self, answer: Answer, tag: str) -> Answer:
        """``answer``, or 304 where the viewer has it already."""
        known = answers.is_known(tag, self._header(b"if-none-match"))
        return answers.unchanged(answer) if known else answer

    @property
    def last_event(self) -> str:
        """What an ``EventSource`` that comes back has already."""
        return self._header(b"last-event-id")

    def _header(self, name: bytes) -> str:
        return b",".join(v for n, v in self._headers if n == name).decode("latin-1")


def health_of(gateway: Gateway) -> dict[str, object]:
    """What ``/health`` says; ``age`` is in real seconds since the newest frame was published."""
    shown = gateway.current.shown(View.PUBLIC)
    age = (datetime.now(UTC) - shown.snapshot.at).total_seconds() if shown else None
    return {
        "status": "ok" if shown else "no-picture-yet",
        "head": gateway.current.head,
        "age": None if age is None else round(max(age, 0.0), 3),
        # Of both views together: how many sit in the office is nobody's business.
        "viewers": sum(len(audience) for audience in gateway.audiences.values()),
        "slow": sum(audience.slow for audience in gateway.audiences.values()),
    }


async def _found[**P, T](read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``read`` finds, in a thread; what was never there or is no longer, as an answer."""
    try:
        return await asyncio.to_thread(read, *args, **kwargs)
    except UnknownFrameError as error:
        raise RequestRefusedError(404, "unknown-frame", str(error)) from error
    except TooManyBytesError as error:
        raise RequestRefusedError(413, "too-large", str(error), field="last") from error
    except ForgottenFrameError as error:
        raise RequestRefusedError(410, "forgotten-frame", str(error), snapshot=SNAPSHOT) from error


def _encoded_snapshot(snapshot: Snapshot, coding: Encoding) -> bytes:
    return encoded(encode(snapshot), coding)
