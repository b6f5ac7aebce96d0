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
        _read(Indicator.objects.order_by("section", "rank", "id"), IndicatorDefinition),
        _read(Scale.objects.order_by("id"), ScaleDefinition),
        _read(Index.objects.order_by("id"), IndexDefinition),
    )


def _read[D](rows: Iterable[Indicator | Scale | Index], kind: type[D]) -> dict[str, D]:
    return {row.id: msgspec.convert(row.definition, kind) for row in rows}
