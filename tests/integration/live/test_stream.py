"""The stream: what a viewer is given first, and that it misses nothing afterwards."""

import socket

import pytest

from simin.domains.picture.frame import View
from simin.live.gateway import Pace
from tests.integration.live.conftest import BOOTH, City, living, wait_for


def test_a_fresh_viewer_gets_the_snapshot_and_then_every_frame(city: City) -> None:
    with city.live.watch() as viewer:
        assert viewer.event()[:2] == (5, "snapshot")
        city.publish(3)
        assert [event[:2] for event in viewer.until(8)] == [(n, "frame") for n in (6, 7, 8)]
        assert viewer.picture == city.history.snapshot(View.PUBLIC)
        assert viewer.asides == [b"retry: 2000"]


def test_the_headers_say_that_this_is_a_stream_for_everyone(city: City) -> None:
    with city.live.watch() as viewer:
        head = viewer.head.lower()
        assert viewer.status == 200
        for line in (
            "content-type: text/event-stream; charset=utf-8",
            "cache-control: no-store",
            "x-accel-buffering: no",
            "access-control-allow-origin: *",
            "connection: close",
            "date: ",
        ):
            assert f"\r\n{line}" in head


@pytest.mark.parametrize("query", ["?from=2", "?last_event_id=2", "?from=1&last_event_id=2"])
def test_a_viewer_that_says_where_it_is_gets_exactly_what_it_missed(city: City, query: str) -> None:
    with city.live.watch(query) as viewer:
        assert [viewer.event()[:2] for _ in range(3)] == [(n, "frame") for n in (3, 4, 5)]


def test_what_the_browser_remembers_wins_over_the_address(city: City) -> None:
    with city.live.watch("?from=1", last_event_id=4) as viewer:
        assert viewer.event()[:2] == (5, "frame")


def test_a_viewer_that_has_all_gets_the_next_frame_first(city: City) -> None:
    with city.live.watch("?from=5") as viewer:
        assert viewer.block() == b"retry: 2000"
        city.publish()
        assert viewer.event()[:2] == (6, "frame")


@pytest.mark.parametrize("has", [99, 0])
def test_a_viewer_out_of_reach_gets_the_snapshot(has: int) -> None:
    with living(9, pace=Pace(frames_kept=4)) as city, city.live.watch(f"?from={has}") as viewer:
        assert viewer.event()[:2] == (9, "snapshot")


def test_a_viewer_may_come_before_the_first_picture() -> None:
    with living(0) as city, city.live.watch() as viewer:
        assert viewer.block() == b"retry: 2000"
        city.publish(2)
        viewer.until(2)
        assert viewer.picture == city.history.snapshot(View.PUBLIC)


def test_silence_is_broken_by_a_comment() -> None:
    with (
        living(pace=Pace(heartbeat_seconds=0.05, poll_seconds=0.02)) as city,
        city.live.watch("?from=5") as viewer,
    ):
        assert viewer.block() == b"retry: 2000"
        assert viewer.block() == b":"
        assert viewer.block() == b":"


def test_a_slow_viewer_is_given_the_snapshot_and_goes_on(city: City) -> None:
    with city.live.watch(buffer=4096) as slow, city.live.watch() as prompt:
        for _ in range(150):
            city.publish(padding=60_000)
            prompt.until(city.history.head)
        wait_for(lambda: city.live.gateway.audiences[View.PUBLIC].slow == 1)
        seen = slow.until(city.history.head)
        assert [kind for _, kind, _ in seen].count("snapshot") >= 2
        assert len(seen) < 150
        assert slow.picture == city.history.snapshot(View.PUBLIC)
        city.publish()
        assert slow.until(156)[-1][1] == "frame"
        prompt.until(156)
        assert slow.picture == prompt.picture == city.history.snapshot(View.PUBLIC)


def test_nothing_piles_up_for_a_viewer_that_never_reads(city: City) -> None:
    with city.live.watch(buffer=4096):
        audience = city.live.gateway.audiences[View.PUBLIC]
        for _ in range(200):
            city.publish(padding=60_000)
            city.shown()
        wait_for(lambda: audience.slow == 1)
        (stream,) = audience.everyone()
        assert stream.transport.get_write_buffer_size() < 2 * 7 * 61_000


def test_the_office_sees_its_own_view_with_a_ticket(city: City) -> None:
    ticket = BOOTH.issue("mayor")
    with city.live.watch(f"?view=office&ticket={ticket}") as viewer:
        assert "access-control-allow-origin" not in viewer.head.lower()
        viewer.event()
        city.publish(2)
        viewer.until(7)
        assert viewer.picture == city.history.snapshot(View.OFFICE)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?view=office", 401, "ticket-missing"),
        ("?view=office&ticket=forged", 401, "ticket-refused"),
        ("?view=mayor", 400, "unknown-view"),
        ("?from=yesterday", 400, "bad-number"),
        ("?from=-1", 400, "bad-number"),
    ],
)
def test_a_refused_stream_says_why(city: City, query: str, status: int, code: str) -> None:
    with city.live.watch(query) as viewer:
        assert viewer.status == status
    answer, body = city.live.ask(f"/live/stream{query}")
    assert answer.status == status
    assert f'"error":"{code}"' in body.decode()


def test_one_stream_too_many_is_told_to_come_back() -> None:
    with living(pace=Pace(most_viewers=1)) as city, city.live.watch() as viewer:
        viewer.event()
        answer, body = city.live.ask("/live/stream")
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        assert b"too-many-viewers" in body


def test_head_and_options_of_the_stream(city: City) -> None:
    answer, body = city.live.ask("/live/stream", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert city.live.ask("/live/stream", "OPTIONS")[0].status == 204
    assert city.live.ask("/live/stream", "POST")[0].status == 405


def talk(city: City, sent: bytes, until: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", city.live.port), timeout=10) as connection:
        connection.sendall(sent)
        read = b""
        while until not in read:
            part = connection.recv(65536)
            assert part, read
            read += part
        return read


def test_http_1_0_gets_the_stream_too(city: City) -> None:
    assert b"event: snapshot" in talk(city, b"GET /live/stream HTTP/1.0\r\n\r\n", b"\n\n")


def test_the_stream_waits_for_the_answers_asked_for_before_it(city: City) -> None:
    asked = (
        b"GET /live/snapshot?at=2 HTTP/1.1\r\nHost: c\r\n\r\n"
        b"GET /health HTTP/1.1\r\nHost: c\r\n\r\n"
        b"GET /live/stream HTTP/1.1\r\nHost: c\r\n\r\n"
        b"GET /health HTTP/1.1\r\nHost: c\r\n\r\n"
    )
    read = talk(city, asked, b"event: snapshot")
    assert read.count(b"HTTP/1.1 200 OK") == 3
    assert read.index(b'"number":2') < read.index(b'"viewers"') < read.index(b"event: snapshot")


def test_a_kept_alive_connection_may_become_a_stream(city: City) -> None:
    with socket.create_connection(("127.0.0.1", city.live.port), timeout=10) as connection:
        for request, mark in (
            (b"GET /health HTTP/1.1\r\nHost: c\r\n\r\n", b'"slow":0}'),
            (b"GET /live/stream HTTP/1.1\r\nHost: c\r\n\r\n", b"event: snapshot"),
        ):
            # The headers in two pieces, as a network may cut them.
            connection.sendall(request[:20])
            connection.sendall(request[20:])
            read = b""
            while mark not in read:
                read += connection.recv(65536)


def test_what_a_viewer_says_later_is_not_heard(city: City) -> None:
    with city.live.watch() as viewer:
        viewer.event()
        viewer._socket.sendall(b"GET /health HTTP/1.1\r\nHost: c\r\n\r\n" * 50)
        city.publish()
        assert viewer.event()[:2] == (6, "frame")


def test_a_viewer_that_leaves_is_forgotten(city: City) -> None:
    with city.live.watch() as viewer:
        viewer.event()
        assert city.live.gateway.viewers == 1
    city.publish(2)
    wait_for(lambda: city.live.gateway.viewers == 0)


def test_a_replaced_store_is_shown_from_its_snapshot(city: City) -> None:
    with city.live.watch() as viewer:
        viewer.event()
        city.publish(5)
        viewer.until(10)
        city.store._frames = {n: f for n, f in city.store._frames.items() if n <= 7}
        assert viewer.event()[:2] == (7, "snapshot")
        assert viewer.picture == city.history.snapshot(View.PUBLIC, 7)


def test_a_store_that_fails_is_asked_again_and_nothing_is_lost(city: City) -> None:
    with city.live.watch() as viewer:
        viewer.event()
        city.store.fail = True
        city.publish(3)
        assert city.live.ask("/live/snapshot")[0].status == 200
        city.store.fail = False
        assert [event[:2] for event in viewer.until(8)] == [(n, "frame") for n in (6, 7, 8)]
