"""The words of the event stream (WHATWG HTML, server-sent events).

The wire bytes of a frame are one line of JSON, so one ``data`` field holds them.
"""

#: Milliseconds after which a browser reconnects.
RETRY = b"retry: 2000\n\n"
#: A comment: keeps proxies from closing a silent stream, and browsers do not see it.
HEARTBEAT = b":\n\n"
#: The office's ticket is used up; the page asks for a fresh one and opens a new stream.
TICKET_EXPIRED = b'event: ticket-expired\ndata: {"error": "ticket-expired"}\n\n'


def signal_event(position: int, body: str) -> bytes:
    """``body`` is JSON on one line."""
    return b"id: %d\nevent: signal\ndata: %b\n\n" % (position, body.encode())


def frame_event(number: int, wire: bytes) -> bytes:
    return b"id: %d\nevent: frame\ndata: %b\n\n" % (number, wire)


def snapshot_event(number: int, wire: bytes) -> bytes:
    return b"id: %d\nevent: snapshot\ndata: %b\n\n" % (number, wire)
