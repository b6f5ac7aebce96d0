"""Finds what is asked for: one entity, or a page of a set.

Every set is paged, so that no answer grows with history. An entity that the viewer may not see does
not exist here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
from django.db import DataError, ProgrammingError
from django.db.models import F, OuterRef, QuerySet, Subquery

from simin.domains.observations import patience, searching
from simin.domains.observations.columns import Columns, plain_rows
from simin.domains.observations.models import Datastream, HourlyRollup, RemovedDatastream
from simin.domains.observations.reading import Found
from simin.domains.observations.sensorthings import observed_sql
from simin.domains.observations.sensorthings.columns import BACK, KEYS, LINKS, column
from simin.domains.observations.sensorthings.document import Observed
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.expressions import condition
from simin.domains.observations.sensorthings.viewer import Viewer, hidden_streams, visible
from simin.kit.errors import RejectedError
from simin.kit.odata.options import Options, Order
from simin.kit.odata.resource import UnknownResourceError
from simin.kit.odata.sql import Sql
from simin.kit.odata.syntax import Path

#: Entities of a page where nobody says, and at most.
PAGE = 100
LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of entities: rows of the ORM, or a condition on observations."""

    entity: str
    rows: QuerySet[Any] | None = None
    observed: tuple[Sql, ...] = ()
    #: The one observation that is meant.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    total: int | None
    #: Whether more come behind them.
    more: bool


def whole(entity: str, viewer: Viewer) -> Scope:
    """All that the viewer may see of a kind."""
    if entity != "Observation":
        return Scope(entity, _told(visible(entity, viewer), entity))
    gone = [*RemovedDatastream.objects.values_list("id", flat=True), *hidden_streams(viewer)]
    unseen = observed_sql.among("datastream_id", gone)
    return Scope(entity, observed=(Sql(f"NOT ({unseen.text})"),) if gone else ())


def linked(scope_of: str, row: Any, link: str, viewer: Viewer) -> Scope:
    """What ``link`` of an entity leads to, one or many."""
    told = TYPES[scope_of].links[link]
    scope = whole(told.target, viewer)
    if scope.rows is None:
        mine = (
            observed_sql.of_feature if scope_of == "FeatureOfInterest" else observed_sql.of_stream
        )
        return Scope(told.target, observed=(*scope.observed, mine(row.pk)))
    if told.many:
        return Scope(told.target, scope.rows.filter(**{BACK[scope_of, link]: row.pk}))
    return Scope(told.target, scope.rows.filter(pk=key_behind(scope_of, row, link)))


def key_behind(entity: str, row: Any, link: str) -> Any:
    """Key of the one entity that ``link`` leads to; None: it leads nowhere.

    What is observed is, where an observation does not name it, what its datastream observes.
    """
    if entity != "Observation":
        return getattr(row, f"{LINKS[entity, link]}_id")
    if link == "Datastream":
        return row.row.datastream_id
    return row.stream.feature_id if row.row.feature is None else row.row.feature


def one(scope: Scope, key: int | None = None) -> Any:
    """The entity of ``scope``, or the one with ``key``. Raises ``UnknownResourceError``."""
    if scope.rows is None:
        by_key = (observed_sql.among("observation", [key]),) if key is not None else ()
        chosen = Scope(scope.entity, observed=(*scope.observed, *by_key), number=key)
        found = page(chosen, Options(top=1), None)
        row = found.rows[0] if found.rows else None
    else:
        rows = scope.rows if key is None else scope.rows.filter(**{KEYS[scope.entity]: key})
        row = rows.first()
    if row is None:
        named = TYPES[scope.entity].plural + (f"({key})" if key is not None else "")
        raise UnknownResourceError(f"{named} does not exist")
    return row


def page(scope: Scope, options: Options, viewer: Viewer | None, size: int = PAGE) -> Page:
    """Some of ``scope``; ``size`` is for whoever does not say."""
    with reckoned():
        return _page(scope, options, viewer or Viewer(), size)


@contextmanager
def reckoned() -> Iterator[None]:
    """Raises ``RejectedError`` where a database cannot reckon what the filter asks.

    And ``QuestionTooLargeError`` where it would take too long.
    """
    try:
        with patience.limited(patience.PATIENCE):
            yield
    except (DataError, ProgrammingError, duckdb.DataError, duckdb.ProgrammingError) as error:
        raise RejectedError("$filter", "cannot be reckoned with what is there") from error


def _page(scope: Scope, options: Options, viewer: Viewer, size: int) -> Page:
    wanted = min(size if options.top is None else options.top, LARGEST_PAGE)
    if scope.rows is None:
        return _observed_page(scope, options, viewer, wanted)
    rows = filtered(scope, options, viewer)
    total = rows.count() if options.count else None
    ordered = rows.order_by(*ordered_by(scope.entity, options.order, viewer))
    found = list(ordered[options.skip : options.skip + wanted + 1])
    return Page(found[:wanted], total, len(found) > wanted)


def filtered(scope: Scope, options: Options, viewer: Viewer) -> QuerySet[Any]:
    """The rows of ``scope``, which is none of observations, that meet the filter."""
    assert scope.rows is not None
    if options.filter is None:
        return scope.rows
    return scope.rows.filter(condition(options.filter, scope.entity, viewer))


def _told(rows: QuerySet[Any], entity: str) -> QuerySet[Any]:
    """With what a document of the entity needs beside its own row."""
    if entity != "Datastream":
        return rows
    first = HourlyRollup.objects.filter(datastream=OuterRef("pk")).order_by("start")
    beside = rows.select_related("source", "latest", "thing")
    told: QuerySet[Any] = beside.annotate(oldest=Subquery(first.values("start")[:1]))
    return told


def ordered_by(entity: str, wanted: Sequence[Order], viewer: Viewer) -> list[Any]:
    orders = [_ordered(entity, each, viewer) for each in wanted]
    return [*orders, F(KEYS[entity]).asc()]


def _ordered(entity: str, order: Order, viewer: Viewer) -> Any:
    if not isinstance(order.expression, Path):
        raise RejectedError("$orderby", "sort by a property")
    expression = _along(entity, order.expression.parts, viewer)
    return expression.desc(nulls_last=True) if order.descending else expression.asc(nulls_last=True)


def _along(entity: str, parts: tuple[str, ...], viewer: Viewer) -> Any:
    """A property, also one behind a link to one entity."""
    link = TYPES[entity].links.get(parts[0])
    if link is None:
        return column(entity, parts, viewer, "$orderby")
    if link.many or (entity, parts[0]) not in LINKS or len(parts) < 2:
        raise RejectedError("$orderby", f"cannot sort by {'/'.join(parts)}")
    target = visible(link.target, viewer).filter(pk=OuterRef(LINKS[entity, parts[0]]))
    return Subquery(
        target.annotate(sorted_by=_along(link.target, parts[1:], viewer)).values("sorted_by")[:1]
    )


def _observed_page(scope: Scope, options: Options, viewer: Viewer, size: int) -> Page:
    wanted = asked_of(scope, options, viewer, size)
    found = observed(searching.rows(wanted))
    total = searching.count(wanted) if options.count else None
    return Page(found[:size], total, len(found) > size)


def asked_of(scope: Scope, options: Options, viewer: Viewer, size: int) -> searching.Wanted:
    """What is searched for in a ``scope`` of observations: one more than a page of ``size``."""
    conditions = list(scope.observed)
    if options.filter is not None:
        conditions.append(observed_sql.where(options.filter, viewer))
    text = " AND ".join(f"({each.text})" for each in conditions) or "TRUE"
    parameters = [value for each in conditions for value in each.parameters]
    orders = [observed_sql.order(each.expression, each.descending) for each in options.order]
    order = ", ".join([*(orders or ["phenomenon_time DESC"]), "observation DESC"])
    return searching.Wanted(
        text, parameters, order, size + 1, options.skip, observation=scope.number
    )


def observed(columns: Columns) -> list[Observed]:
    """Found rows with their datastreams."""
    rows = [Found(*row) for row in plain_rows(columns, searching.FOUND)]
    ids = {row.datastream_id for row in rows}
    streams = Datastream.objects.select_related("source", "thing").in_bulk(ids)
    return [
        Observed(row, streams[row.datastream_id]) for row in rows if row.datastream_id in streams
    ]
