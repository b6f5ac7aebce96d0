"""A lock that is given in the order in which it was asked for.

A plain lock goes to whoever asks at the right moment: a thread that gives it back and takes it
again at once, as a busy writer does, keeps all others out for seconds. Between processes it means
nothing, and it is not held over more than one short piece of work.
"""

import threading
from collections import deque


class Turns:
    """A context manager; the one who waited longest is next."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()  # handed over: it is never free in between
            else:
                self._taken = False
