"""A file is handed on while it is being written, so that whoever waits has its first bytes early.

For writers that go from front to end. A reader that goes away does not end the writer.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

#: Seconds between two looks at what was written, and bytes that are read at once.
LOOK, BLOCK = 0.005, 256 * 1024


def as_it_grows(path: Path, fill: Callable[[Path], object]) -> Iterator[bytes]:
    """What ``fill`` writes to ``path``, which is there; at the end raises what ``fill`` raised."""
    with ThreadPoolExecutor(1) as writer, path.open("rb") as file:
        writing = writer.submit(fill, path)
        written = False
        while not written:
            written = bool(wait([writing], timeout=LOOK).done)
            while part := file.read(BLOCK):
                yield part
        writing.result()
