"""The words that rules are made of: kinds of conditions, whose values, what is one alert. Pure."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta

Seconds = Annotated[int, Meta(ge=0, le=366 * 86400)]
Span = Annotated[int, Meta(ge=1, le=366 * 86400)]
Count = Annotated[int, Meta(ge=1, le=10_000)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class Kind(StrEnum):
    """What a condition compares."""

    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    EQ = "eq"
    #: Another value than the one before.
    CHANGE = "change"
    #: Per cent from the value before.
    CHANGE_DELTA = "change_delta"
    #: The same value for ``over`` seconds.
    FROZEN = "frozen"
    #: Change in ``over`` seconds, by the two newest values.
    RATE = "rate"
    #: No value for ``over`` seconds.
    ABSENCE = "absence"
    #: Sum of the values of the last ``over`` seconds.
    TOTAL = "total"
    #: How many rows of a data set.
    ROWS = "rows"
    #: A number made of a column of those rows.
    ROW_VALUE = "row_value"
    #: Rows that newer versions of a data set added and removed.
    CHANGED = "changed"


class Of(StrEnum):
    """Whose value is compared: that of each datastream, or one made of all of a place."""

    EACH = "each"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"
    SUM = "sum"


class Per(StrEnum):
    """What is one alert."""

    DATASTREAM = "datastream"
    DISTRICT = "district"
    CITY = "city"


Severity = Literal["moderate", "bad", "very_bad"]
Direction = Literal["up", "down", "either"]
#: Of CAP 1.2, as incidents have it.
Grade = Literal["extreme", "severe", "moderate", "minor", "unknown"]

#: Look at a data set, not at datastreams.
TABLED = frozenset({Kind.ROWS, Kind.ROW_VALUE, Kind.CHANGED})
RISING = frozenset({Kind.GT, Kind.GTE})
FALLING = frozenset({Kind.LT, Kind.LTE})
#: Look at the value before, or at how long one has stood.
REMEMBERING = frozenset({Kind.CHANGE, Kind.CHANGE_DELTA, Kind.FROZEN, Kind.RATE})
LIMITED = RISING | FALLING | TABLED | {Kind.EQ, Kind.CHANGE_DELTA, Kind.RATE, Kind.TOTAL}
SPANNED = frozenset({Kind.FROZEN, Kind.RATE, Kind.ABSENCE, Kind.TOTAL, Kind.CHANGED})
#: May look at a span, and may not.
WINDOWED = frozenset({Kind.ROWS, Kind.ROW_VALUE})
DIRECTED = TABLED | {Kind.CHANGE_DELTA, Kind.RATE}
