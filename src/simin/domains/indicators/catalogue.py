"""The definitions that this city has, as they are stored."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

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


def stored() -> Catalogue:
    return Catalogue(
        {row.id: msgspec.convert(row.definition, IndicatorDefinition) for row in _indicators()},
        {row.id: msgspec.convert(row.definition, ScaleDefinition) for row in Scale.objects.all()},
        {row.id: msgspec.convert(row.definition, IndexDefinition) for row in Index.objects.all()},
    )


def _indicators() -> Iterable[Indicator]:
    return Indicator.objects.order_by("section", "rank", "id")
