"""What a column of a source looked like in one answer. Plain; made by ``rows.profiling``."""

from typing import Literal

import msgspec

type Shape = Literal[
    "empty", "boolean", "integer", "number", "time", "text", "list", "object", "mixed"
]


class ColumnProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One column, from the first rows of an answer."""

    name: str
    type: Literal[
        "empty", "boolean", "integer", "number", "time", "text", "list", "object", "mixed"
    ]
    #: Rows looked at, and those of them without a value.
    rows: int
    empty: int
    #: Rows in which it was not even named, as JSON may leave it out; the most that were seen.
    absent: int = 0
    example: str = ""
    #: Some different values, for comparing columns.
    samples: tuple[str, ...] = ()
    #: All values of a column of codes; none where it is no such column.
    codes: tuple[str, ...] = ()
    #: Share of the values that each code has.
    shares: dict[str, float] = {}
    #: Characters of the longest text, and how many different texts have that length.
    longest: int = 0
    at_longest: int = 0
    #: Values of which a spreadsheet left the first digits only.
    rounded: int = 0

    @property
    def filled(self) -> int:
        return self.rows - self.empty
