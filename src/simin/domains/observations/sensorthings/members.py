"""What a link leads to from many entities at once, each with a page of its own.

One question for a whole level of an expansion, however many entities stand there: the members of
each are numbered in the order that was asked for, and only those of its page come back.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import batched
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from simin.domains.observations import by_owner
from simin.domains.observations.by_owner import Owner
from simin.domains.observations.models import FeatureOfInterest
from simin.domains.observations.sensorthings.columns import BACK
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.reading import (
    LARGEST_PAGE,
    Page,
    Scope,
    asked_of,
    filtered,
    key_behind,
    observed,
    ordered_by,
    reckoned,
    whole,
)
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.odata.options import Options

#: Entities of an expanded set, for each entity that it is expanded in.
EXPANDED = 100
_BATCH = 5000

type _Rows = dict[Any, list[Any]]
type _Counts = dict[Any, int]


def of_each(
    entity: str, rows: Sequence[Any], link: str, options: Options, viewer: Viewer
) -> list[Page]:
    """For each of ``rows`` the page that ``link`` leads to. Raises ``RejectedError``."""
    told = TYPES[entity].links[link]
    scope = whole(told.target, viewer)
    find = _single if not told.many else _members if scope.rows is not None else _observations
    found: _Rows = defaultdict(list)
    counts: _Counts = {}
    with reckoned():
        for part in batched(rows, _BATCH):
            more, counted = find(entity, part, link, scope, options, viewer)
            found |= more
            counts |= counted
    return [_page(found.get(row.pk, []), counts.get(row.pk, 0), options) for row in rows]


def _page(found: list[Any], count: int, options: Options) -> Page:
    size = _size(options)
    return Page(found[:size], count if options.count else None, len(found) > size)


def _size(options: Options) -> int:
    return min(EXPANDED if options.top is None else options.top, LARGEST_PAGE)


def _single(
    entity: str, rows: Sequence[Any], link: str, scope: Scope, options: Options, viewer: Viewer
) -> tuple[_Rows, _Counts]:
    keys = {row.pk: key_behind(entity, row, link) for row in rows}
    wanted = sorted({key for key in keys.values() if key is not None})
    found = filtered(scope, options, viewer).filter(pk__in=wanted)
    there = {row.pk: row for row in found} if not options.skip else {}
    return {owner: [there[key]] for owner, key in keys.items() if key in there}, {}


def _members(
    entity: str, rows: Sequence[Any], link: str, scope: Scope, options: Options, viewer: Viewer
) -> tuple[_Rows, _Counts]:
    back = BACK[entity, link]
    # The filter comes first: then what is told of owners is told of these alone.
    linked = filtered(scope, options, viewer).filter(**{f"{back}__in": [row.pk for row in rows]})
    of_owner = linked.annotate(of_owner=F(f"{back}__pk"))
    order = ordered_by(scope.entity, options.order, viewer)
    place = Window(RowNumber(), partition_by=F("of_owner"), order_by=order)
    last = options.skip + _size(options) + 1
    page = of_owner.annotate(place=place).filter(place__gt=options.skip, place__lte=last)
    found: _Rows = defaultdict(list)
    for row in page.order_by("place"):
        found[row.of_owner].append(row)
    if not options.count:
        return found, {}
    counted = of_owner.order_by().values("of_owner").annotate(count=Count("pk"))
    return found, dict(counted.values_list("of_owner", "count"))


def _observations(
    entity: str, rows: Sequence[Any], _: str, scope: Scope, options: Options, viewer: Viewer
) -> tuple[_Rows, _Counts]:
    keys = [row.pk for row in rows]
    owners = _streams_of(keys) if entity == "FeatureOfInterest" else [Owner(k, k) for k in keys]
    wanted = asked_of(scope, options, viewer, _size(options))
    columns = by_owner.rows(wanted, owners)
    found: _Rows = defaultdict(list)
    whose = dict(zip(columns["position"].tolist(), columns["whose"].tolist(), strict=True))
    for seen in observed(columns):
        found[whose[seen.row.position]].append(seen)
    return found, by_owner.counts(wanted, owners) if options.count else {}


def _streams_of(features: Sequence[int]) -> list[Owner]:
    link = FeatureOfInterest.datastreams.through.objects
    pairs = link.filter(featureofinterest_id__in=features).values_list(
        "featureofinterest_id", "datastream_id", "datastream__feature_id"
    )
    return [
        Owner(feature, stream, feature, takes_unnamed=unnamed == feature)
        for feature, stream, unnamed in pairs
    ]
