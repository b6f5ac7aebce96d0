"""Rows counted and added up by a column, as a table with bars. ``?by=`` and ``measure=``."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from simin.domains.catalogue import queries
from simin.domains.catalogue.queries import Measure, Question, Version
from simin.web.presentation.numbers import figure

#: Groups that are shown, the largest first.
SHOWN = 30
FUNCTIONS = ("count", "sum", "mean", "min", "max")
_DRAWN = ("number", "integer")


@dataclass(frozen=True)
class Group:
    name: str
    value: float | None
    most: float

    @property
    def number(self) -> str:
        whole = self.value is None or float(self.value).is_integer()
        return figure(self.value, 0 if whole else 2)

    @property
    def bar(self) -> SafeString:
        share = max(0.0, 100 * (self.value or 0.0) / self.most) if self.most > 0 else 0.0
        return format_html(
            '<svg class="flow-bar" viewBox="0 0 100 8" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="flow-ground" width="100" height="8"/>'
            '<rect class="flow-on" width="{}" height="8"/></svg>',
            round(share, 1),
        )


def grouped(version: Version, question: Question, asked: QueryDict) -> list[Group]:
    """Empty where nothing was asked. Raises ``RejectedError`` naming the column."""
    by = asked.get("by", "")
    if not by:
        return []
    measure = _measure(asked)
    rows = queries.aggregate(version, question, by=[by], measures=[measure])
    told = [(_name(row[by]), row[measure.name]) for row in rows]
    largest = sorted(told, key=lambda pair: -(pair[1] or 0))[:SHOWN]
    most = max((value or 0 for _, value in largest), default=0)
    return [Group(name, value, most) for name, value in largest]


def measured(version: Version) -> list[str]:
    """Columns that can be added up."""
    return [one.name for one in queries.schema_of(version).columns if one.type in _DRAWN]


def _measure(asked: QueryDict) -> Measure:
    function = asked.get("function", "count")
    chosen = function if function in FUNCTIONS else "count"
    if chosen == "count":
        return Measure("count")
    return Measure(chosen, asked.get("of", ""))  # type: ignore[arg-type]


def _name(value: object) -> str:
    return "–" if value is None else str(value)
