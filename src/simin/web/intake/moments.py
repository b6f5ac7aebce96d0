"""Times of observations as integers: microseconds since 1970. Pure.

A device that sends a thousand observations writes all their times alike, in UTC; those are read by
column, five times as fast as one by one. Anything else is read as the standard says, or refused.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.int64]
type Moment = Annotated[datetime, msgspec.Meta(tz=True)]

#: Stands for no time, as in the store's columns.
NONE = int(np.iinfo(np.int64).min)
#: What most devices write, before the Z: with seconds, milliseconds or microseconds.
_FORM = np.frombuffer(b"0000-00-00T00:00:00.000000", np.uint8)
_SIZES = (19, 23, 26)
_ZERO, _Z = ord("0"), ord("Z")
_YEAR_ONE = -62_135_596_800_000_000


def micros(at: datetime) -> int:
    # A double holds microseconds exactly for two centuries around 1970; beyond, rounding is off by
    # less than the clocks of devices are.
    return round(at.timestamp() * 1_000_000)


def column(texts: Sequence[str]) -> Numbers:
    """Raises ``ValueError`` where one is no time with an offset."""
    plain = _in_utc(texts)
    if plain is not None:
        return plain
    moments: list[datetime] = msgspec.convert(texts, list[Moment])
    return np.fromiter(map(micros, moments), np.int64, len(texts))


def column_with_gaps(texts: Sequence[str | None]) -> Numbers:
    """As ``column``, with ``NONE`` where there is none."""
    there = [text for text in texts if text is not None]
    known = np.full(len(texts), NONE)
    if there:
        known[[text is not None for text in texts]] = column(there)
    return known


def _in_utc(texts: Sequence[str]) -> Numbers | None:
    size = len(texts[0]) - 1
    whole = "".join(texts)
    if size not in _SIZES or len(whole) != (size + 1) * len(texts) or not whole.isascii():
        return None
    letters = np.frombuffer(whole.encode(), np.uint8).reshape(-1, size + 1)
    told, form = np.ascontiguousarray(letters[:, :size]), _FORM[:size]
    # Below "0" the difference of unsigned numbers is large.
    fits = np.where(form == _ZERO, told - _ZERO < 10, told == form)
    if not fits.all() or (letters[:, size] != _Z).any():
        return None
    times: Numbers = told.view(f"S{size}").ravel().astype("datetime64[us]").view(np.int64)
    return times if times.min() >= _YEAR_ONE else None
