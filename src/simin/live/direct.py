"""Write one chunk to many sockets without giving up the interpreter between them.

``os.write`` and ``socket.send`` release the GIL around each call, ten thousand times a frame: with
one busy thread beside it (a page of Django, the engine) a frame took twice as long as by calling
the C library's ``send`` through ``ctypes.PyDLL``, which keeps the GIL. The interpreter still
switches threads every few milliseconds, between two viewers. It also spares the event loop's own
path (buffer, flow control, write queue), which nearly no write needs.

The caller makes sure that nothing waits in the transport of a descriptor, else bytes would overtake
each other. Where there is no such ``send`` (Windows), ``AVAILABLE`` is false and nobody calls this.
"""

import ctypes
import socket
import sys
from collections.abc import Iterable

#: Whether descriptors can be written directly here.
AVAILABLE = sys.platform != "win32"
_FLAGS = getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0)

if AVAILABLE:
    # No ``argtypes``: converting by them costs more than the call. What is passed has the right C
    # type already, and the result (``int``) holds the length of any frame.
    _send = ctypes.PyDLL(None).send


def send_to_all(descriptors: Iterable[int], chunk: bytes) -> list[tuple[int, int]]:
    """Send ``chunk`` to every descriptor; those that did not take all, with how much they took."""
    length, send, size, flags = len(chunk), _send, ctypes.c_size_t(len(chunk)), _FLAGS
    return [
        (descriptor, max(sent, 0))
        for descriptor in descriptors
        if (sent := send(descriptor, chunk, size, flags)) != length
    ]
