"""Ten thousand viewers in one process: epoll on raw sockets, the same code for both sides.

Every frame number is followed for every viewer: a gap that no snapshot closes is a loss, and so is
a viewer that does not end at the head. Latency is the frame's own send time against the clock when
it is read. Slow viewers hardly read while frames flow and catch up afterwards; what they got is
folded, and has to end as the server's own snapshot.

Prints ``ready`` when all are connected, reads the head on standard input when publishing has ended,
and prints the result as one line of JSON.
"""

import argparse
import contextlib
import gc
import http.client
import json
import os
import random
import re
import resource
import select
import socket
import sys
import time

from simin.domains.picture.fold import fold
from simin.domains.picture.frame import Snapshot
from simin.domains.picture.wire import public_frame, snapshot

NUMBER = re.compile(rb'"number":(\d+)')
SENT = re.compile(rb'"sent":"0*(\d+)"')
EVENT_ID = re.compile(rb"(?:^|\n)id: ([^\n]*)")
#: Long enough to tell frames apart, short enough to hash fast.
PREFIX = 48
#: Latency is counted in steps of so many nanoseconds.
STEP = 100_000
#: Seconds in which every viewer must reach the head once publishing has ended.
DRAIN_SECONDS = 20.0
#: A slow viewer reads this much a second while frames flow.
SLOW_BYTES = 256


class Viewers:
    """All viewers of one run."""

    def __init__(self, port: int, path: str, *, slow: int) -> None:
        self.address = ("127.0.0.1", port)
        self.path = path
        self.slow_wanted = slow
        self.epoll = select.epoll()
        self.sockets: dict[int, socket.socket] = {}
        #: Newest frame number by descriptor; -1 before the first.
        self.last: dict[int, int] = {}
        self.rest: dict[int, bytes] = {}
        self.slow: dict[int, bytes] = {}
        #: First bytes of what was read to its length, first and last number, and send times.
        self.known: dict[bytes, tuple[int, int, int, list[int]]] = {}
        self.ids: dict[int, bytes] = {}
        self.latencies: dict[int, int] = {}
        #: What slow viewers have folded, where the stream began with a snapshot.
        self.folded: dict[int, Snapshot] = {}
        self.deliveries = self.lost = self.snapshots = self.reconnects = self.closed = 0

    def connect(self, last: int = -1) -> int:
        connection = socket.socket()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Closed by a reset: no port waits two minutes.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        slow = last < 0 and len(self.slow) < self.slow_wanted
        if slow:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(self.address)
        resume = b"Last-Event-ID: %b\r\n" % self.ids[last] if last in self.ids else b""
        connection.sendall(
            b"GET %b HTTP/1.1\r\nHost: city\r\nAccept: text/event-stream\r\n%b\r\n"
            % (self.path.encode(), resume)
        )
        connection.setblocking(False)
        fd = connection.fileno()
        self.sockets[fd] = connection
        self.last[fd] = last
        if slow:
            self.slow[fd] = b""
        else:
            # The answer's head is an event without a number.
            self.rest[fd] = b""
            self.epoll.register(fd, select.EPOLLIN)
        return fd

    def close(self, fd: int) -> int:
        self.epoll.unregister(fd)
        self.rest.pop(fd, None)
        self.sockets.pop(fd).close()
        return self.last.pop(fd)

    def turn(self, timeout: float) -> int:
        """Read what is there; how many sockets had something."""
        known, last, rest, latencies = self.known, self.last, self.rest, self.latencies
        read, now, taken = os.read, time.monotonic_ns, 0
        ready = self.epoll.poll(timeout, 512)
        for fd, _ in ready:
            try:
                got = read(fd, 8192)
            except OSError:
                got = b""
            if fd not in rest:
                seen = known.get(got[:PREFIX])
                if seen is not None and seen[0] == len(got) and last[fd] == seen[1] - 1:
                    last[fd] = seen[2]
                    for sent in seen[3]:
                        step = (now() - sent) // STEP
                        latencies[step] = latencies.get(step, 0) + 1
                        taken += 1
                    continue
            self.take(fd, got)
        self.deliveries += taken
        return len(ready)

    def take(self, fd: int, got: bytes) -> None:
        """The careful path: pieces, several events at once, snapshots, the end."""
        if not got:
            self.closed += 1
            self.lost += 1
            self.close(fd)
            return
        whole, before = fd not in self.rest, self.last[fd]
        *events, left = (self.rest.pop(fd, b"") + got).split(b"\n\n")
        # The head of the answer ends with an empty line of its own kind.
        for event in events:
            self.see(fd, event.rpartition(b"\r\n\r\n")[2] + b"\n\n")
        if left or fd in self.slow:
            self.rest[fd] = left
        elif whole and self.last[fd] - before == len(events):
            sent = [int(stamp) for stamp in SENT.findall(got)]
            self.known[got[:PREFIX]] = (len(got), before + 1, self.last[fd], sent)

    def see(self, fd: int, event: bytes) -> None:
        number, sent = NUMBER.search(event), SENT.search(event)
        if number is None or sent is None:
            return
        frame, named = int(number[1]), EVENT_ID.search(event)
        if named:
            self.ids[frame] = named[1]
        if fd in self.slow:
            self.fold(fd, event)
        if b"event: snapshot" in event:
            self.snapshots += self.last[fd] >= 0
        else:
            if self.last[fd] >= 0 and frame != self.last[fd] + 1:
                self.lost += abs(frame - self.last[fd] - 1)
            if fd not in self.slow:
                step = (time.monotonic_ns() - int(sent[1])) // STEP
                self.latencies[step] = self.latencies.get(step, 0) + 1
            self.deliveries += 1
        self.last[fd] = frame

    def fold(self, fd: int, event: bytes) -> None:
        wire = event.rpartition(b"data: ")[2].strip()
        if b"event: snapshot" in event:
            self.folded[fd] = snapshot(wire)
        elif fd in self.folded:
            self.folded[fd] = fold(self.folded[fd], public_frame(wire))

    def sip(self) -> None:
        """What slow viewers read in a second."""
        for fd in self.slow:
            try:
                self.slow[fd] += os.read(fd, SLOW_BYTES)
            except BlockingIOError:
                continue

    def reconnect(self, count: int) -> None:
        """Some viewers lose their connection and come back where they were."""
        prompt = [fd for fd in random.sample(list(self.last), count * 2) if fd not in self.slow]
        for fd in prompt[:count]:
            if self.last[fd] in self.ids:
                self.connect(self.close(fd))
                self.reconnects += 1

    def wake_slow(self) -> None:
        """From now on slow viewers read as fast as all."""
        for fd, got in self.slow.items():
            self.rest[fd] = b""
            if got:
                self.take(fd, got)
            self.epoll.register(fd, select.EPOLLIN)

    def behind(self, head: int) -> int:
        return sum(last < head for last in self.last.values())


def differing(viewers: Viewers, port: int) -> int:
    """Slow viewers whose folded picture is not the server's."""
    if not viewers.folded:
        return 0
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/live/snapshot")
    shown = snapshot(connection.getresponse().read())
    return sum(folded != shown for folded in viewers.folded.values())


def percentile(latencies: dict[int, int], share: float) -> float:
    """Milliseconds."""
    wanted, seen = share * sum(latencies.values()), 0
    for step in sorted(latencies):
        seen += latencies[step]
        if seen >= wanted:
            return (step + 1) * STEP / 1e6
    return 0.0


def watch(viewers: Viewers, churn: float) -> int:
    """Read until standard input says the head; the head."""
    orders = sys.stdin.fileno()
    os.set_blocking(orders, False)
    begin = time.monotonic()
    sipped = churned = 0
    while True:
        viewers.turn(0.02)
        second = time.monotonic() - begin
        if int(second) > sipped:
            sipped += 1
            viewers.sip()
        if churn and int(second * 10) > churned:
            churned += 1
            viewers.reconnect(max(1, int(len(viewers.last) * churn / 10)))
        with contextlib.suppress(BlockingIOError):
            return int(os.read(orders, 64))


def drain(viewers: Viewers, head: int) -> None:
    viewers.wake_slow()
    end = time.monotonic() + DRAIN_SECONDS
    while viewers.behind(head) and time.monotonic() < end:
        for _ in range(20):
            viewers.turn(0.02)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--path", required=True)
    arguments.add_argument("--viewers", type=int, required=True)
    arguments.add_argument("--slow", type=float, default=0)
    arguments.add_argument("--churn", type=float, default=0)
    given = arguments.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.disable()
    viewers = Viewers(given.port, given.path, slow=int(given.viewers * given.slow))
    for number in range(given.viewers):
        viewers.connect()
        if number % 256 == 0:
            viewers.turn(0)
    while viewers.turn(0.5):
        pass
    print("ready", flush=True)
    head = watch(viewers, given.churn)
    drain(viewers, head)
    behind = viewers.behind(head) + differing(viewers, given.port)
    result = {
        "viewers": len(viewers.last),
        "deliveries": viewers.deliveries,
        "lost": viewers.lost + behind,
        "behind": behind,
        "closed": viewers.closed,
        "snapshots": viewers.snapshots,
        "reconnects": viewers.reconnects,
        "p50": percentile(viewers.latencies, 0.5),
        "p99": percentile(viewers.latencies, 0.99),
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
