"""What an address of the format asks for. Pure; raises ``ResultError`` with the plaza's codes."""

import re
from dataclasses import dataclass

from simin.web.doors.keyed import results
from simin.web.doors.keyed.results import ResultError

#: The key that needs no registration.
SAMPLE = "sample"
#: Any word opens the door, since what lies behind it is everybody's; a plaza's key is one.
_KEY = re.compile(r"[0-9A-Za-z_-]{1,100}")
#: Nothing was registered that far behind.
_LAST_ROW = 2**53


@dataclass(frozen=True)
class Asked:
    """Rows from ``start`` to ``end``, counted from one, both included."""

    service: str
    start: int
    end: int
    #: What stands behind the rows; an empty one filters nothing.
    filters: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        return self.end - self.start + 1


def asked(key: str, service: str, start: str, end: str, rest: str) -> Asked:
    if not _KEY.fullmatch(key):
        raise ResultError(results.BAD_KEY)
    first, last = _row(start, results.BAD_START), _row(end, results.BAD_END)
    if first > last:
        raise ResultError(results.TURNED)
    most = results.MOST_OF_SAMPLE if key == SAMPLE else results.MOST_ROWS
    if last - first >= most:
        code = results.SAMPLE_ROWS if key == SAMPLE else results.TOO_MANY_ROWS
        raise ResultError(code)
    filters = tuple(part.strip() for part in rest.split("/")) if rest else ()
    return Asked(service, first, last, filters)


def _row(text: str, code: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise ResultError(results.NO_NUMBER)
    found = int(text)
    if not 1 <= found <= _LAST_ROW:
        raise ResultError(code)
    return found
