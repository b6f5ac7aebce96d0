"""The short way as an ASGI application in front of another one.

``POST`` of ``Observations``, ``Datastreams(n)/Observations`` and ``CreateObservations`` under
``/sta/v1.1/``. A request that is not taken in here goes on to the application behind with its body.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from simin.domains.devices.services import Admission
from simin.web.intake import answers, decoding
from simin.web.intake.answers import Answer
from simin.web.intake.decoding import Batch
from simin.web.intake.group_commit import GroupCommit, NotDurableError, TooManyWaitingError
from simin.web.intake.keys import Keys
from simin.web.intake.newness import Newness

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Any, Any, Any], Awaitable[None]]

PREFIX = "/sta/v1.1/"
#: Bytes; a longer body is the full implementation's to refuse.
LONGEST_BODY = 8 * 1024 * 1024
_OF_DATASTREAM = re.compile(r"Datastreams\(([1-9][0-9]{0,17})\)/Observations")


@dataclass(frozen=True, slots=True)
class _Route:
    """What is posted: many, or one, to a datastream where the address names it."""

    many: bool = False
    datastream: int | None = None


class Intake:
    """Takes observations in, and hands everything else to ``behind``."""

    def __init__(
        self,
        behind: Application,
        *,
        writer: GroupCommit,
        keys: Keys,
        newness: Newness,
        address: Callable[[Scope], str | None],
    ) -> None:
        """``address`` says by which address a request came, or None where it may not."""
        self._behind = behind
        self._writer = writer
        self._keys = keys
        self._newness = newness
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = _route(scope)
        # Before the body: who has no key has it decoded by nobody.
        admitted = await self._admitted(scope) if route is not None else None
        if route is None or admitted is None:
            await self._behind(scope, receive, send)
            return
        body, messages = await _read(receive)
        answer = await self._answer(*admitted, route, body) if body is not None else None
        if answer is None:
            await self._behind(scope, _again(messages, receive), send)
            return
        await send({"type": "http.response.start", "status": answer[0], "headers": answer[1]})
        await send({"type": "http.response.body", "body": answer[2]})

    async def _admitted(self, scope: Scope) -> tuple[str, Admission] | None:
        """The address of the service, and what the caller's key opens."""
        address, key = self._address(scope), _key(scope)
        admission = await self._keys.admitted(key) if address and key else None
        return None if address is None or admission is None else (address, admission)

    async def _answer(
        self, address: str, admission: Admission, route: _Route, body: bytes
    ) -> Answer | None:
        many = route.many
        batch = decoding.grouped(body) if many else decoding.single(body, route.datastream)
        if batch is None or not _may_all(admission, batch):
            return None
        news = await self._newness.news(batch)
        if news is None:
            return None
        try:
            kept = await self._writer.keep(news)
        except (TooManyWaitingError, NotDurableError) as error:
            return answers.later(str(error))
        if many:
            return answers.created_all(address, kept.positions)
        position = kept.positions[0]
        return None if position is None else answers.created(address, position)


def _may_all(admission: Admission, batch: Batch) -> bool:
    """Whether the key plainly opens all; what hangs on things is looked up behind."""
    if admission.everything:
        return True
    return all(stream in admission.datastreams for stream in set(batch.datastreams.tolist()))


def _route(scope: Scope) -> _Route | None:
    path: str = scope.get("path", "")
    if scope["type"] != "http" or scope["method"] != "POST" or not path.startswith(PREFIX):
        return None
    if scope["query_string"]:
        return None
    rest = path[len(PREFIX) :]
    if rest == "Observations":
        return _Route()
    if rest == "CreateObservations":
        return _Route(many=True)
    found = _OF_DATASTREAM.fullmatch(rest)
    return _Route(datastream=int(found[1])) if found else None


def _key(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, key = value.decode("latin-1").partition(" ")
            return key.strip() if scheme.lower() == "bearer" else None
        if name == b"content-encoding":
            return None
    return None


async def _read(receive: Receive) -> tuple[bytes | None, Sequence[Message]]:
    """The body and what it came in; None where it is too long or was broken off."""
    messages: list[Message] = []
    length = 0
    while True:
        message = await receive()
        messages.append(message)
        if message["type"] != "http.request":
            return None, messages
        length += len(message.get("body", b""))
        if length > LONGEST_BODY:
            return None, messages
        if not message.get("more_body", False):
            return b"".join(each.get("body", b"") for each in messages), messages


def _again(messages: Sequence[Message], receive: Receive) -> Receive:
    """``receive`` that first tells what was read already."""
    told = iter(messages)

    async def again() -> Message:
        message = next(told, None)
        return await receive() if message is None else message

    return again
