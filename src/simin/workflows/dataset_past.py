"""What a rule's questions of data sets would have come to in each hour gone by, for its preview.

Windows are made of the rows' own times, in one question; what has none is asked of the versions
that are kept, the last of each day. Nothing here decides whether a rule would have fired.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.past import HOUR, Hour, Past
from simin.domains.alerts.rows import family_of_rows
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Kind, Of
from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import (
    QuestionTooLargeError,
    UnknownDatasetError,
    UnknownVersionError,
)
from simin.kit.errors import RejectedError
from simin.workflows.dataset_questions import (
    changed,
    filters,
    ids_by_name,
    rows_now,
    window,
)

type Numbers = NDArray[np.float64]
#: Place to its number in each hour; what is not known is not a number.
type ByPlace = Mapping[str, Numbers]


def past(rule: Rule, since: datetime, until: datetime) -> list[Past]:
    """Of each condition on a data set, what it would have been at the end of each hour."""
    asked = {family_of_rows(one): one for one in rule.conditions if one.tabled}
    found = []
    for family, told in asked.items():
        try:
            found.append(_told(told.dataset, family, _numbers(told, since, until), since))
        except (UnknownDatasetError, UnknownVersionError, QuestionTooLargeError, RejectedError):
            continue
    return found


def _told(dataset: str, family: str, numbers: ByPlace, since: datetime) -> Past:
    series = [
        Series(f"{family}/{place}" if place else family, family, place, 0) for place in numbers
    ]
    first = int(since.timestamp())
    hours = [
        Hour(
            slug=one.slug,
            start=first + place * HOUR,
            last=float(number),
            last_at=first + (place + 1) * HOUR,
            total=0.0,
        )
        for one in series
        for place, number in enumerate(numbers[one.district])
        if not np.isnan(number)
    ]
    return Past(dataset=dataset, series=series, hours=hours)


def _numbers(told: Condition, since: datetime, until: datetime) -> ByPlace:
    ends = list(_ends(since, until))
    if told.kind is Kind.CHANGED:
        return _changes(told, ends)
    return _windows(told, since, ends) if told.time else _versions(told, since, ends)


def _ends(since: datetime, until: datetime) -> Iterator[datetime]:
    while since < until:
        since += timedelta(seconds=HOUR)
        yield since


def _changes(told: Condition, ends: list[datetime]) -> ByPlace:
    span = timedelta(seconds=told.over or 0)
    known = catalogue.changes(told.dataset, ends[0] - span, ends[-1])
    counts = [changed(told, [one for one in known if end - span < one.at <= end]) for end in ends]
    return {"": np.array(counts)}


def _versions(told: Condition, since: datetime, ends: list[datetime]) -> ByPlace:
    """As it stood at each hour."""
    districts = ids_by_name()
    found: dict[str, Numbers] = {}
    for version in catalogue.daily(told.dataset, since, ends[-1]):
        stood = np.array([end >= version.at for end in ends])
        numbers = rows_now(told, version, (), districts)
        for place in found.keys() - numbers.keys():
            found[place][stood] = np.nan
        for place, number in numbers.items():
            found.setdefault(place, np.full(len(ends), np.nan))[stood] = number
    return found


def _windows(told: Condition, since: datetime, ends: list[datetime]) -> ByPlace:
    """Each made of the whole hours before its end."""
    width = max(1, (told.over or 0) // HOUR)
    begin = since - timedelta(seconds=(width - 1) * HOUR)
    question = catalogue.Question(filters=(*filters(told), *window(told, begin, ends[-1])))
    rows = catalogue.by_hour(
        catalogue.version(told.dataset), question, time=told.time, by=told.by, column=told.column
    )
    hours = _Hours(told, begin, len(ends) + width - 1)
    for row in rows:
        hours.add(row)
    return {place: hours.slid(place, width) for place in hours.places}


class _Hours:
    """Rows of each hour, by place."""

    def __init__(self, told: Condition, begin: datetime, count: int) -> None:
        self._told, self._begin, self._count = told, begin, count
        self._districts = ids_by_name()
        filled = {Of.MAX: -np.inf, Of.MIN: np.inf}.get(told.of, 0.0)
        self._empty = np.full(count, filled)
        self._numbers: dict[str, Numbers] = {}
        self._rows: dict[str, Numbers] = {}
        for place in sorted(set(self._districts.values())) if told.by else [""]:
            self._place(place)

    @property
    def places(self) -> list[str]:
        return list(self._rows)

    def _place(self, place: str) -> None:
        self._numbers[place], self._rows[place] = self._empty.copy(), np.zeros(self._count)

    def add(self, row: catalogue.RowsOfHour) -> None:
        at = int((row.start - self._begin).total_seconds() // HOUR)
        place = self._districts.get((row.group or "").casefold()) if self._told.by else ""
        if place is None or not 0 <= at < self._count:
            return
        numbers = self._numbers[place]
        self._rows[place][at] += row.count
        match self._told.of:
            case Of.MAX:
                numbers[at] = max(numbers[at], _or(row.highest, -np.inf))
            case Of.MIN:
                numbers[at] = min(numbers[at], _or(row.lowest, np.inf))
            case _:
                numbers[at] += row.total

    def slid(self, place: str, width: int) -> Numbers:
        """The number of each window; of no rows only their count and sum are known."""
        rows = sliding_window_view(self._rows[place], width).sum(axis=1)
        if self._told.kind is Kind.ROWS:
            return rows
        windows = sliding_window_view(self._numbers[place], width)
        match self._told.of:
            case Of.SUM:
                return windows.sum(axis=1)
            case Of.MEAN:
                return np.where(rows > 0, windows.sum(axis=1) / np.maximum(rows, 1), np.nan)
            case Of.MAX:
                return np.where(rows > 0, windows.max(axis=1), np.nan)
            case _:
                return np.where(rows > 0, windows.min(axis=1), np.nan)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
