"""What this machine has seen of a log before: its key and the largest checkpoint.

One file for all logs, changed whole or not at all. Who loses it believes anew what the city says of
its past, so it is worth keeping.
"""

from pathlib import Path

import msgspec

from simin.kit import whole_file
from simin.verify.errors import UncheckableError


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One log."""

    vkey: str
    #: A signed checkpoint, as it came.
    checkpoint: str


class Memory:
    """The file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, address: str) -> Seen | None:
        """What was seen at an address. Raises ``UncheckableError`` for a file that is damaged."""
        return self._all().get(address)

    def keep(self, address: str, seen: Seen) -> None:
        everything = {**self._all(), address: seen}
        encoded = msgspec.json.format(msgspec.json.encode(everything), indent=1) + b"\n"
        whole_file.write(self._file, lambda aside: aside.write_bytes(encoded))

    def _all(self) -> dict[str, Seen]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, Seen])
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, OSError) as error:
            raise UncheckableError(f"{self._file} cannot be read: {error}") from error
