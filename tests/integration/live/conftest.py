"""A real gateway on a free loopback port, in a thread; and viewers on raw sockets."""

import asyncio
import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway, Pace
from simin.live.memory_store import MemoryStore
from simin.live.server import Server, build_server, listen
from simin.live.store import FrameStore
from tests.factories.frames import History
from tests.factories.viewer import Viewer

BOOTH = TicketBooth("a secret of the tests, long enough")


class Running:
    """A gateway that runs, and how to ask it."""

    def __init__(self, gateway: Gateway, server: Server, port: int) -> None:
        self.gateway = gateway
        self.server = server
        self.port = port

    def ask(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=sent)
            answer = connection.getresponse()
            return answer, answer.read()

    def watch(self, query: str = "", **options: Any) -> Viewer:
        return Viewer(self.port, f"/live/stream{query}", **options)


@contextlib.contextmanager
def running(store: FrameStore, *, pace: Pace | None = None, **options: Any) -> Iterator[Running]:
    gateway = Gateway(store, BOOTH, pace=pace)
    server = build_server(gateway, **options)
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield Running(gateway, server, port)
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive(), "the server did not stop"


def wait_for(condition: Callable[[], bool]) -> None:
    """Until ``condition`` holds; ten seconds are a failure, not a measure."""

    async def poll() -> None:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.005)

    asyncio.run(poll())


class City:
    """A history, the store that has it, and the gateway that shows it."""

    def __init__(self, history: History, store: MemoryStore, live: Running) -> None:
        self.history = history
        self.store = store
        self.live = live

    def publish(self, count: int = 1, *, padding: int = 0) -> None:
        for frame in self.history.run(count, padding=padding):
            self.store.add(frame)
        self.live.gateway.wake()

    def shown(self) -> None:
        """Wait until the gateway shows all that was published."""
        wait_for(lambda: self.live.gateway.current.head == self.history.head)


@contextlib.contextmanager
def living(frames: int = 5, **options: Any) -> Iterator[City]:
    history, store = History(), MemoryStore()
    for frame in history.run(frames):
        store.add(frame)
    with running(store, **options) as live:
        yield City(history, store, live)


@pytest.fixture
def city() -> Iterator[City]:
    """A city with five frames."""
    with living() as started:
        yield started
