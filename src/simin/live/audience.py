"""Everyone who looks at one view: one chunk goes to all of them, nobody is waited for.

A viewer is *prompt* while nothing waits in its transport, and then gets each chunk straight into
its socket. Once its socket is full it is *slow*: one chunk waits in its transport, nothing more is
queued, and when that has gone it gets what it missed, or the snapshot if that is too much. So a
viewer costs a bounded amount, whatever it does, and misses nothing.
"""

from simin.domains.picture.frame import View
from simin.live import direct
from simin.live.current import CurrentPicture
from simin.live.sse import HEARTBEAT
from simin.live.stream import Stream

#: A slow viewer is given at most so many missed frames at once, else the snapshot.
SLOW_FRAMES = 64


class Audience:
    """The viewers of one view."""

    def __init__(self, view: View, current: CurrentPicture) -> None:
        self.view = view
        self._current = current
        #: By file descriptor: nothing waits for them.
        self._prompt: dict[int, Stream] = {}
        #: Nothing waits for them either, but their bytes go through the transport (TLS).
        self._wrapped: set[Stream] = set()
        self._slow: set[Stream] = set()

    def __len__(self) -> int:
        return len(self._prompt) + len(self._wrapped) + len(self._slow)

    @property
    def slow(self) -> int:
        return len(self._slow)

    def join(self, stream: Stream, head: bytes, missed: bytes) -> None:
        """A new viewer: the answer's head, then what it missed."""
        stream.number = self._current.head
        self._promptly(stream)
        stream.transport.writelines([head, missed] if missed else [head])

    def leave(self, stream: Stream) -> None:
        self._prompt.pop(stream.descriptor, None)
        self._wrapped.discard(stream)
        self._slow.discard(stream)

    def send(self, chunk: bytes) -> None:
        """Write ``chunk``, which ends with the head, to all for whom nothing waits."""
        wrapped = list(self._wrapped)
        full = direct.send_to_all(self._prompt, chunk) if self._prompt else []
        for descriptor, taken in full:
            stream = self._prompt[descriptor]
            stream.number = self._current.head
            stream.transport.write(memoryview(chunk)[taken:])
        for stream in wrapped:
            stream.number = self._current.head
            stream.transport.write(chunk)

    def beat(self) -> None:
        """A sign of life to all for whom nothing waits."""
        self.send(HEARTBEAT)

    def start_over(self) -> None:
        """The picture is another one: everyone gets its snapshot."""
        for stream in self._slow:
            stream.number = None
        for stream in [*self._prompt.values(), *self._wrapped]:
            stream.number = None
            self.has_drained(stream)

    def has_filled(self, stream: Stream) -> None:
        """Something waits in the stream's transport; it has all up to ``stream.number``."""
        self.leave(stream)
        self._slow.add(stream)

    def has_drained(self, stream: Stream) -> None:
        """Nothing waits any more: give what was missed; it is prompt unless that waits again."""
        self._slow.discard(stream)
        missed = self._current.since(stream.number, self.view, most=SLOW_FRAMES)
        if self._current.head:
            stream.number = self._current.head
        self._promptly(stream)
        if missed:
            stream.transport.write(missed)

    def everyone(self) -> list[Stream]:
        return [*self._prompt.values(), *self._wrapped, *self._slow]

    def _promptly(self, stream: Stream) -> None:
        if stream.descriptor < 0:
            self._wrapped.add(stream)
        else:
            self._prompt[stream.descriptor] = stream
