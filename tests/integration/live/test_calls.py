"""The stream of calls: a ticket opens one inbox, from a position on, and nothing else."""

import json
from contextlib import ExitStack
from typing import Any

import pytest

from simin.kit.tickets import CALLS_SALT, TicketBooth
from simin.live.calls import MOST_OF_ONE
from simin.live.memory_store import MemoryStore
from tests.factories.viewer import Viewer
from tests.integration.live.conftest import BOOTH, running

CALLS = TicketBooth(BOOTH.secret, salt=CALLS_SALT)


def heard(viewer: Viewer, events: int) -> list[dict[str, Any]]:
    """Chunks of HTTP stand between the events; each event's data is on one line.

    The first may have come with the head.
    """
    text, viewer._rest = viewer._rest, b""
    while text.count(b"event: signal") < events or not text.endswith(b"\n\n\r\n"):
        text += viewer._socket.recv(65536)
    lines = text.replace(b"\r\n", b"\n").split(b"\n")
    return [json.loads(line[6:]) for line in lines if line.startswith(b"data: ")]


def test_a_listener_hears_its_own_inbox_in_order() -> None:
    store = MemoryStore()
    store.put("phone/one", '{"n": 1}')
    store.put("phone/two", '{"n": 9}')
    with running(store) as live:
        path = f"/live/calls?ticket={CALLS.issue('phone/one')}"
        with Viewer(live.port, path) as phone:
            assert "text/event-stream" in phone.head and "no-store" in phone.head
            assert heard(phone, 1) == [{"n": 1}]
            store.put("phone/one", '{"n": 2}')
            store.put("phone/one", '{"n": 3}')
            assert heard(phone, 2) == [{"n": 2}, {"n": 3}]
        with Viewer(live.port, f"{path}&from=2") as again:
            assert heard(again, 1) == [{"n": 3}]
        with Viewer(live.port, path, last_event_id=2) as again:
            assert heard(again, 1) == [{"n": 3}]


def test_one_link_does_not_take_everybodys_streams() -> None:
    store, one = MemoryStore(), f"/live/calls?ticket={CALLS.issue('phone/one')}"
    store.put("phone/two", '{"n": 1}')
    with running(store) as live, ExitStack() as opened:
        for _ in range(MOST_OF_ONE):
            assert "200" in opened.enter_context(Viewer(live.port, one)).head
        assert live.ask(one)[0].status == 429
        with Viewer(live.port, f"/live/calls?ticket={CALLS.issue('phone/two')}") as other:
            assert heard(other, 1) == [{"n": 1}]


@pytest.mark.parametrize(
    "ticket", ["", "x", BOOTH.issue("phone/one")], ids=["none", "nonsense", "another"]
)
def test_no_other_ticket_opens_it(ticket: str) -> None:
    with running(MemoryStore()) as live:
        answer, body = live.ask(f"/live/calls?ticket={ticket}")
        assert answer.status == 401
        assert json.loads(body)["error"] == "ticket-refused"
        wrong = live.ask(f"/live/snapshot?view=office&ticket={CALLS.issue('phone/one')}")
        assert wrong[0].status == 401


def test_a_store_that_fails_is_asked_again_and_the_server_stops_at_once() -> None:
    store = MemoryStore()
    path = f"/live/calls?ticket={CALLS.issue('phone/one')}"
    with running(store) as live, Viewer(live.port, path) as phone:
        store.fail = True
        store.put("phone/one", '{"n": 1}')
        store.fail = False
        assert heard(phone, 1) == [{"n": 1}]
        live.server.should_exit = True
        while phone._socket.recv(65536):
            pass
