"""The definitions that this city has, as they are stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from simin.domains.indicators.definition import (
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.indicators.models import Index, Indicator, Scale


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Definitions by id; indicators in the order of section and rank."""

    indicators: dict[str, IndicatorDefinition]
    scales: dict[str, ScaleDefinition]
    indexes: dict[str, IndexDefinition]

    def scale_of(self, definition: IndicatorDefinition) -> ScaleDefinition | None:
        return self.scales.get(definition.levels) if definition.levels else None

    def index_of(self, definition: IndicatorDefinition) -> IndexDefinition | None:
        return self.indexes.get(definition.index) if definition.index else None

    def chosen(self, ids: Iterable[str] | None) -> list[IndicatorDefinition]:
        """Definitions of ``ids`` in catalogue order, or all. Raises ``UnknownIndicatorError``."""
        if ids is None:
            return list(self.indicators.values())
        wanted = set(ids)
        unknown = sorted(wanted - self.indicators.keys())
        if unknown:
            raise UnknownIndicatorError(f"no indicator has the id {unknown[0]!r}")
        return [found for id_, found in self.indicators.items() if id_ in wanted]


#: Definitions are frozen: one that is written as before is the same as before.
_indicator = lru_cache(4096)(msgspec.json.Decoder(IndicatorDefinition).decode)
_scale = lru_cache(1024)(msgspec.json.Decoder(ScaleDefinition).decode)
_index = lru_cache(1024)(msgspec.json.Decoder(IndexDefinition).decode)


def stored() -> Catalogue:
    return Catalogue(
        _read(Indicator.objects.order_by("section", "rank", "id"), _indicator),
        _read(Scale.objects.order_by("id"), _scale),
        _read(Index.objects.order_by("id"), _index),
    )


def _read[D](rows: QuerySet[Any], read: Callable[[str], D]) -> dict[str, D]:
    written = rows.annotate(written=Cast("definition", TextField())).values_list("id", "written")
    return {name: read(text) for name, text in written}
