"""Define the city's indicators; doing it again changes nothing but what differs."""

from collections.abc import Iterable
from itertools import pairwise

import msgspec
from django.db import transaction

from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.models import Index, Indicator, Scale
from simin.kit.errors import RejectedError


@transaction.atomic
def define_scales(
    scales: Iterable[ScaleDefinition], indexes: Iterable[IndexDefinition] = ()
) -> None:
    """Raises ``RejectedError`` that names scale or index and field; then nothing is stored."""
    for scale in scales:
        _check_scale(scale)
        definition = msgspec.to_builtins(scale)
        Scale.objects.update_or_create(id=scale.id, defaults={"definition": definition})
    for index in indexes:
        for points in index.breakpoints:
            _check_breakpoints(f"indexes.{index.id}.{points.property}", points)
        definition = msgspec.to_builtins(index)
        Index.objects.update_or_create(id=index.id, defaults={"definition": definition})


@transaction.atomic
def define_indicators(indicators: Iterable[IndicatorDefinition]) -> None:
    """The city has these indicators and no others; their scales and indexes must be there.

    Raises ``RejectedError`` that names indicator and field; then nothing is changed.
    """
    scales = set(Scale.objects.values_list("id", flat=True))
    indexes = set(Index.objects.values_list("id", flat=True))
    defined = []
    for indicator in indicators:
        _check_indicator(indicator, scales, indexes)
        Indicator.objects.update_or_create(
            id=indicator.id,
            defaults={
                "section": indicator.section.value,
                "rank": indicator.rank,
                "definition": msgspec.to_builtins(indicator),
            },
        )
        defined.append(indicator.id)
    Indicator.objects.exclude(id__in=defined).delete()


def _check_scale(scale: ScaleDefinition) -> None:
    if len(scale.bounds) != 3:
        raise RejectedError(f"levels.{scale.id}", "needs a limit for good, moderate and bad")
    for (low, high), (wider_low, wider_high) in pairwise(scale.bounds):
        if not (wider_low <= low and high <= wider_high) or (low, high) == (wider_low, wider_high):
            raise RejectedError(
                f"levels.{scale.id}", "moderate must reach further than good, and bad further still"
            )


def _check_breakpoints(field: str, points: BreakpointsDefinition) -> None:
    known = points.concentration
    if len(known) < 2 or len(known) != len(points.index):
        raise RejectedError(field, "concentration and index need equally many points, at least 2")
    if any(low >= high for low, high in pairwise(known)):
        raise RejectedError(f"{field}.concentration", "must rise from point to point")


def _check_indicator(indicator: IndicatorDefinition, scales: set[str], indexes: set[str]) -> None:
    field = f"indicators.{indicator.id}"
    if indicator.levels and indicator.levels not in scales:
        raise RejectedError(f"{field}.levels", f"no scale has the id {indicator.levels!r}")
    if indicator.aggregate != "index":
        if not indicator.family:
            raise RejectedError(f"{field}.family", "is missing")
        return
    if indicator.index not in indexes:
        raise RejectedError(f"{field}.index", f"no index has the id {indicator.index!r}")
    if not indicator.inputs:
        raise RejectedError(f"{field}.inputs", "an index needs a family for each property")
