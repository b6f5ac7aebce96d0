"""Answers as JSON. Each tells the sources that its numbers come from, and how those do."""

from collections.abc import Collection
from typing import Any

import msgspec

from simin.domains.observations import queries, screens
from simin.domains.observations.errors import UnknownDatastreamError
from simin.domains.observations.reading import Latest, SourceState
from simin.kit.errors import NotFoundError
from simin.web.readings.questions import CountOf, HoursOf, LatestOf, NewestOf, Question

type Document = dict[str, Any]


def document(asked: Question, hidden: Collection[str]) -> bytes:
    """Raises ``NotFoundError`` for what is not there or ``hidden``."""
    return msgspec.json.encode(_document(asked, hidden))


def _document(asked: Question, hidden: Collection[str]) -> Document:
    match asked:
        case LatestOf(family):
            return _latest(family, hidden)
        case NewestOf(datastream, limit):
            return _newest(datastream, limit, hidden)
        case HoursOf():
            return _hours(asked, hidden)
    return _count(asked, hidden)


def _latest(family: str | None, hidden: Collection[str]) -> Document:
    if family is not None:
        _sources_of(family, hidden)
    rows = queries.latest_of([family]) if family else screens.latest_but(hidden)
    return {
        "value": [_told(row) for row in rows],
        "sources": _sources({row.source for row in rows}),
    }


def _told(row: Latest) -> Document:
    return {
        "datastream": row.slug,
        "family": row.family,
        "district": row.district,
        "source": row.source,
        "time": row.phenomenon_time,
        "result": row.result,
        "quality": row.quality,
        "received_at": row.received_at,
        "recorded_at": row.recorded_at,
        "run": row.run,
    }


def _newest(datastream: str, limit: int, hidden: Collection[str]) -> Document:
    try:
        stream = queries.datastream(datastream)
    except UnknownDatastreamError as error:
        raise NotFoundError(str(error)) from error
    if stream.family in hidden:
        raise NotFoundError(f"no datastream has the slug {datastream!r}")
    rows = screens.newest(datastream, limit)
    return {
        "value": [
            {
                "id": row.observation,
                "time": row.phenomenon_time,
                "result": row.result,
                "quality": row.quality.split("\n") if row.quality else [],
                "received_at": row.received_at,
                "recorded_at": row.recorded_at,
                "run": row.run,
            }
            for row in rows
        ],
        "unit": stream.unit,
        "sources": _sources({stream.source}),
    }


def _hours(asked: HoursOf, hidden: Collection[str]) -> Document:
    sources = _sources_of(asked.family, hidden)
    rows = queries.hours_of_family(asked.family, asked.since, asked.until)
    return {
        "value": [
            {
                "start": row.start,
                "mean": row.mean,
                "minimum": row.minimum,
                "maximum": row.maximum,
                "count": row.count,
                "invalid": row.invalid,
            }
            for row in rows
        ],
        "sources": sources,
    }


def _count(asked: CountOf, hidden: Collection[str]) -> Document:
    sources = _sources_of(asked.family, hidden)
    count = screens.count_of_family(
        asked.family, asked.since, asked.until, at_least=asked.at_least, at_most=asked.at_most
    )
    return {"count": count, "sources": sources}


def _sources_of(family: str, hidden: Collection[str]) -> Document:
    """Raises ``NotFoundError`` where there is no such family for who asks."""
    found = screens.sources_of_family(family) if family not in hidden else set()
    if not found:
        raise NotFoundError(f"no datastream is of the family {family!r}")
    return _sources(found)


def _sources(ids: Collection[str]) -> Document:
    return {id_: _state(state) for id_, state in queries.sources(ids).items()}


def _state(state: SourceState) -> Document:
    return {
        "name": state.name,
        "origin": state.origin,
        "budget": state.budget,
        "licence": state.licence,
        "last_success_at": state.last_success_at,
        "down_since": state.down_since,
    }
