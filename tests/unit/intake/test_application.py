"""Whose body the short way reads at all."""

import asyncio
from typing import Any

import pytest

from simin.web.intake.application import Intake
from simin.web.intake.group_commit import GroupCommit
from simin.web.intake.keys import Keys
from simin.web.intake.newness import Newness, Standing

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/sta/v1.1/CreateObservations",
    "query_string": b"",
}


@pytest.mark.parametrize("headers", [[], [(b"authorization", b"Bearer simin_1_unknown")]])
def test_who_has_no_key_that_works_fills_no_memory(headers: list[tuple[bytes, bytes]]) -> None:
    """The application behind knows where to put what it must read to refuse it."""
    read: list[str] = []

    async def receive() -> Any:
        read.append("part")
        return {"type": "http.request", "body": b"x" * 1000, "more_body": False}

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        read.append("behind")
        await receive()

    async def nobody(_: object) -> None:
        return None

    async def nothing(_: object) -> dict[int, Standing]:
        return {}

    async def story() -> None:
        short_way = Intake(
            behind,
            writer=GroupCommit(lambda batch: []),
            keys=Keys(nobody, nobody),
            newness=Newness(nothing),
            address=lambda scope: "http://localhost/sta/v1.1/",
        )
        await short_way({**SCOPE, "headers": headers}, receive, receive)  # type: ignore[arg-type]

    asyncio.run(story())
    assert read == ["behind", "part"]
