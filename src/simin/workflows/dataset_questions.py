"""Asks the catalogue what rules of alerts look at in data sets: now, and in hours gone by.

Couples conditions of ``alerts`` with questions to ``catalogue``, which know nothing of one another,
and says where rows come from. What the answers mean is judged by ``alerts`` alone.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import structlog

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.measured import Asked, Measured
from simin.domains.alerts.rows import family_of_rows
from simin.domains.alerts.vocabulary import Kind, Of
from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import (
    QuestionTooLargeError,
    UnknownDatasetError,
    UnknownVersionError,
)
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.kit.errors import RejectedError

log = structlog.get_logger()


def tables() -> dict[str, dict[str, str]]:
    """Data set to its columns and their types."""
    return {
        one.dataset.id: {
            column.name: column.type for column in catalogue.schema_of(one.dataset).columns
        }
        for one in catalogue.datasets()
    }


def faults(rule: Rule) -> Iterator[tuple[str, str]]:
    """Field and what is wrong with what it asks of data sets."""
    for field, why in rule.faults(None, tables()):
        if field.startswith("conditions["):
            yield field, why


class Questions:
    """Those of one moment; each is asked once, however many rules ask it."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._answers: dict[str, dict[str, float] | None] = {}
        self._districts: Mapping[str, str] | None = None

    def measured(self, asked: Asked) -> Measured | None:
        """None: there is no such data set yet, or it gives no answer now."""
        told = asked.told
        try:
            dataset = catalogue.dataset(told.dataset)
            version = catalogue.version(told.dataset)
        except (UnknownDatasetError, UnknownVersionError):
            return None
        values = self._answer(told, version)
        if values is None:
            return None
        sources = observations.sources([dataset.source]) if dataset.source else {}
        source = sources.get(dataset.source)
        return Measured(
            rule=asked.rule,
            number=asked.number,
            family=family_of_rows(told),
            values=values,
            at=self._now,
            changed_at=version.at,
            what=dict(dataset.title),
            unit=_unit(told, version),
            source=dataset.source or f"dataset/{dataset.id}",
            source_name=dict(source.name if source else dataset.title),
            origin=(source.origin if source else Origin.MEASURED).value,
            down_since=source.down_since if source else None,
            run=version.run,
        )

    def _answer(self, told: Condition, version: catalogue.Version) -> dict[str, float] | None:
        family = family_of_rows(told)
        if family not in self._answers:
            try:
                self._answers[family] = self._asked(told, version)
            except (QuestionTooLargeError, RejectedError) as error:
                log.warning("no answer", dataset=told.dataset, reason=str(error))
                self._answers[family] = None
        return self._answers[family]

    def _asked(self, told: Condition, version: catalogue.Version) -> dict[str, float]:
        span = timedelta(seconds=told.over or 0)
        if told.kind is Kind.CHANGED:
            return {"": changed(told, catalogue.changes(told.dataset, self._now - span, self._now))}
        within = window(told, self._now - span, self._now)
        return rows_now(told, version, within, self.districts)

    @property
    def districts(self) -> Mapping[str, str]:
        """Whatever a district is called in rows, to its id."""
        if self._districts is None:
            self._districts = ids_by_name()
        return self._districts


def ids_by_name() -> dict[str, str]:
    """Of the districts; names in every language, folded."""
    names: dict[str, str] = {}
    for one in places.districts():
        names |= {said.casefold(): one.id for said in (one.id, *one.name.values())}
    return names


def filters(told: Condition) -> tuple[catalogue.Filter, ...]:
    return tuple(
        catalogue.Filter(one.column, one.operator, one.value, one.than) for one in told.where
    )


def window(told: Condition, since: datetime, until: datetime) -> tuple[catalogue.Filter, ...]:
    """Rows after ``since`` and up to ``until``; all where it looks at no span."""
    if not told.time:
        return ()
    return (
        catalogue.Filter(told.time, "gt", since.isoformat()),
        catalogue.Filter(told.time, "le", until.isoformat()),
    )


def rows_now(
    told: Condition,
    version: catalogue.Version,
    within: tuple[catalogue.Filter, ...],
    districts: Mapping[str, str],
) -> dict[str, float]:
    """District, or nothing for all, to the number; one that names no district is left out."""
    measures = [catalogue.Measure("count")]
    if told.kind is Kind.ROW_VALUE:
        # A mean is of what is there, so empty cells weigh nothing.
        measures = [catalogue.Measure("count", told.column)]
        measures.append(catalogue.Measure(told.of.value, told.column))  # type: ignore[arg-type]
    question = catalogue.Question(filters=(*filters(told), *within))
    by = [told.by] if told.by else []
    groups = catalogue.aggregate(version, question, by=by, measures=measures)
    found = Numbers(told, districts)
    for group in groups:
        found.add(group.get(told.by, ""), group[measures[0].name], group.get(measures[-1].name))
    return found.values()


class Numbers:
    """One number a place, of groups that may call one place by several names."""

    def __init__(self, told: Condition, districts: Mapping[str, str]) -> None:
        self._told, self._districts = told, districts
        self._found: dict[str, tuple[int, float]] = {}

    def add(self, group: object, count: int, value: float | None) -> None:
        place = self._districts.get(str(group).casefold()) if self._told.by else ""
        if place is None or value is None or not count:
            return
        before = self._found.get(place)
        number = float(value)
        if before is not None:
            number = _together(self._told.of, before, (count, number))
        self._found[place] = (count + (before[0] if before else 0), number)

    def values(self) -> dict[str, float]:
        """Of no rows there are none, and their sum is nothing; a mean of them is unknown."""
        found = {place: number for place, (_, number) in self._found.items()}
        if self._told.of not in (Of.EACH, Of.SUM):
            return found
        everywhere = set(self._districts.values()) if self._told.by else {""}
        return dict.fromkeys(sorted(everywhere), 0.0) | found


def _together(of: Of, before: tuple[int, float], more: tuple[int, float]) -> float:
    (count, number), (other, value) = before, more
    match of:
        case Of.MAX:
            return max(number, value)
        case Of.MIN:
            return min(number, value)
        case Of.MEAN:
            return (count * number + other * value) / (count + other)
        case _:
            return number + value


def changed(told: Condition, versions: list[catalogue.Version]) -> float:
    """Rows that they added, removed, or both."""
    added = sum(one.added for one in versions) if told.direction != "down" else 0
    removed = sum(one.removed for one in versions) if told.direction != "up" else 0
    return float(added + removed)


def _unit(told: Condition, version: catalogue.Version) -> str:
    if told.kind is not Kind.ROW_VALUE:
        return ""
    return catalogue.schema_of(version).column(told.column).unit or ""
