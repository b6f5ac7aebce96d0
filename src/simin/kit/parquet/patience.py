"""A question that takes too long is interrupted; the engine goes on with the others."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from simin.kit.parquet.reading import Reading


@contextmanager
def limited(reading: Reading, seconds: float) -> Iterator[None]:
    """Raises ``duckdb.InterruptException`` in whatever runs when the time is up."""
    timer = threading.Timer(seconds, reading.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
