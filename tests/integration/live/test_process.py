"""The server as a process: kill, restart, stop; what runs beside it; ports."""

import contextlib
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from itsdangerous import TimestampSigner

from simin.domains.picture.frame import View
from simin.domains.picture.wire import snapshot
from simin.kit.tickets import TICKET_SECONDS
from simin.live.errors import CannotListenError
from simin.live.server import SPARE_FILES, listen
from tests.factories.frames import History
from tests.factories.viewer import Viewer
from tests.integration.live.conftest import BOOTH, City, Running, living

ROOT = Path(__file__).resolve().parents[3]


@contextlib.contextmanager
def city_process(database: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    command = [sys.executable, "-m", "tests.integration.live.city_process"]
    process = subprocess.Popen(
        [*command, str(database), BOOTH.secret], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process, int(process.stdout.readline())
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def test_viewers_miss_nothing_when_the_city_is_killed_and_restarted(tmp_path: Path) -> None:
    database = tmp_path / "city.sqlite3"
    ticket = BOOTH.issue("mayor")
    views = {View.PUBLIC: "/live/stream", View.OFFICE: f"/live/stream?view=office&ticket={ticket}"}
    seen: dict[View, list[int]] = {view: [] for view in View}
    pictures: dict[View, Any] = dict.fromkeys(View)
    for _ in range(3):
        with city_process(database) as (process, port):
            for view, path in views.items():
                last = seen[view][-1] if seen[view] else None
                with Viewer(port, path, last_event_id=last) as viewer:
                    viewer.picture = pictures[view]
                    for _ in range(25):
                        seen[view].append(viewer.event()[0])
                    if view is View.OFFICE:
                        process.send_signal(signal.SIGKILL)
                        seen[view] += [number for number, _, _ in viewer.rest()]
                    pictures[view] = viewer.picture
    for view in View:
        first, last = seen[view][0], seen[view][-1]
        assert seen[view] == list(range(first, last + 1))
        history = History()
        history.run(last)
        assert pictures[view] == history.snapshot(view)


def test_sigterm_ends_the_streams_and_the_process(tmp_path: Path) -> None:
    with (
        city_process(tmp_path / "city.sqlite3") as (process, port),
        Viewer(port, "/live/stream") as viewer,
    ):
        viewer.event()
        process.send_signal(signal.SIGTERM)
        numbers = [number for number, _, _ in viewer.rest()]
        assert numbers == sorted(numbers)
        assert process.wait(10) == 0


def test_a_viewer_that_never_reads_does_not_keep_the_server_from_stopping() -> None:
    with living() as city, city.live.watch(buffer=4096):
        for _ in range(100):
            city.publish(padding=60_000)
            city.shown()
        # ``living`` fails if the server is still there ten seconds later.


def almost_used_up(seconds_left: int) -> str:
    """A ticket that was issued a while ago."""
    issued = int(datetime.now(UTC).timestamp()) - TICKET_SECONDS + seconds_left
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TimestampSigner, "get_timestamp", lambda _: issued)
        return BOOTH.issue("mayor")


def test_the_office_stream_ends_with_its_ticket(city: City) -> None:
    with city.live.watch(f"?view=office&ticket={almost_used_up(2)}") as viewer:
        assert [kind for _, kind, _ in viewer.rest()] == ["snapshot", "ticket-expired"]


async def page(scope: Any, receive: Any, send: Any) -> None:
    """Stands for Django."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"page {scope['path']}".encode()})


def test_other_paths_go_to_the_application_behind() -> None:
    with living(fallback=page) as city:
        assert city.live.ask("/")[1] == b"page /"
        assert city.live.ask("/liveliness")[1] == b"page /liveliness"
        assert city.live.ask("/live/nothing")[0].status == 404
        assert city.live.ask("/health")[0].status == 200


def test_what_runs_beside_the_server_is_left_when_it_stops() -> None:
    happened: list[str] = []

    def companion(name: str) -> Callable[[], contextlib.AbstractAsyncContextManager[None]]:
        @asynccontextmanager
        async def beside() -> AsyncIterator[None]:
            happened.append(f"{name} starts")
            yield
            happened.append(f"{name} stops")

        return beside

    with living(company=[companion("engine"), companion("worker")]) as city:
        assert city.live.ask("/live/head")[0].status == 200
        assert happened == ["engine starts", "worker starts"]
    assert happened[2:] == ["worker stops", "engine stops"]


def test_the_first_answer_is_already_the_picture(city: City) -> None:
    assert isinstance(city.live, Running)
    assert snapshot(city.live.ask("/live/snapshot")[1]).number == 5


def test_streams_leave_open_files_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simin.live.server.open_files", lambda: SPARE_FILES + 2)
    with living() as city, city.live.watch() as one, city.live.watch() as two:
        assert (one.event()[1], two.event()[1]) == ("snapshot", "snapshot")
        assert city.live.ask("/live/stream")[0].status == 503
        assert city.live.ask("/live/snapshot")[0].status == 200


def test_a_port_in_use_is_said_before_anything_starts() -> None:
    with contextlib.closing(listen("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListenError, match=f"port {port}: the port is in use"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(CannotListenError, match="no such address"):
        listen("192.0.2.1", 0)


def test_the_stream_over_tls_is_the_same(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    with living(certificate=certificate) as city:
        context = ssl.create_default_context(cafile=str(certificate))
        with (
            socket.create_connection(("127.0.0.1", city.live.port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            connection.sendall(b"GET /live/stream?from=4 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            read = b""
            for mark in (b"id: 5\nevent: frame", b"id: 6\nevent: frame"):
                while mark not in read:
                    read += connection.recv(65536)
                if mark.startswith(b"id: 5"):
                    city.publish()


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
