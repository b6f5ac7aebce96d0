"""Write one chunk to many sockets without giving up the interpreter between them.

``os.write`` and ``socket.send`` release the GIL around each call. With ten thousand viewers that is
ten thousand chances a frame for a busy thread (a page of Django, the engine) to take it and keep it
for a switch interval each time: one frame would need a minute. ``ctypes.PyDLL`` calls the C
library's ``send`` and keeps the GIL; the interpreter still switches threads every few milliseconds,
between two viewers. It also spares the event loop's own path (buffer, flow control, write queue),
which nearly every write does not need.

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
    _send = ctypes.PyDLL(None).send
    _send.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int)
    _send.restype = ctypes.c_ssize_t


def send_to_all(descriptors: Iterable[int], chunk: bytes) -> list[tuple[int, int]]:
    """Send ``chunk`` to every descriptor; those that did not take all, with how much they took."""
    size, send, flags = len(chunk), _send, _FLAGS
    return [
        (descriptor, max(sent, 0))
        for descriptor in descriptors
        if (sent := send(descriptor, chunk, size, flags)) != size
    ]
