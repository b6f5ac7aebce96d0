"""A file is handed on while it is being written, so that whoever waits has its first bytes early;
as many as want read along what is written once.

For writers that go from front to end. A reader that goes away does not end the writer.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO

#: Seconds between two looks at what was written, and bytes that are read at once.
LOOK, BLOCK = 0.005, 256 * 1024


class GrowingFile:
    """``fill`` writes to ``path``, which is there, in a thread of its own from now on."""

    def __init__(self, path: Path, fill: Callable[[Path], object]) -> None:
        self.path = path
        writer = ThreadPoolExecutor(1)
        self._writing = writer.submit(fill, path)
        writer.shutdown(wait=False)

    def told(self, file: BinaryIO) -> Iterator[bytes]:
        """All of it, through ``file``, opened while it stood; raises what ``fill`` raised."""
        written = False
        while not written:
            written = bool(wait([self._writing], timeout=LOOK).done)
            while part := file.read(BLOCK):
                yield part
        self._writing.result()

    def settled(self) -> bool:
        """Whether it was written to its end; waits for that."""
        return self._writing.exception() is None
