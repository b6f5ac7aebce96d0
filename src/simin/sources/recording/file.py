"""Opens a recording's file and turns its first fault into the pack's own error.

A pack is checked before it is used; a fault here means that a file was changed since.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from simin.ingest.pack import Pack, PackDamagedError, Problem
from simin.ingest.pack.recordings import Recording
from simin.ingest.pack.table import Row, open_table


@contextmanager
def open_recording(pack: Pack, recording: Recording) -> Iterator[tuple[list[str], Iterator[Row]]]:
    """Header and rows. Raises ``PackDamagedError``, also while the rows are read."""
    file = f"recordings/{recording.file}"
    try:
        with open_table(pack.folder / file) as table:
            yield table
    except (OSError, EOFError, ValueError, KeyError, zlib.error) as error:
        raise PackDamagedError((Problem(file, None, "", f"cannot be read: {error}"),)) from error


def shifted(cell: str, recording: Recording) -> datetime:
    """Local time of the first loop."""
    return datetime.fromisoformat(cell) + timedelta(days=recording.shift_days)
