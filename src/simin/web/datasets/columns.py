"""Columns and cells of a data set as a page writes them. Pure."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.catalogue.queries import Column
from simin.web.presentation.numbers import NONE, in_words
from simin.web.presentation.vocabulary import TYPES


@dataclass(frozen=True)
class ColumnLine:
    """A column with its type in words."""

    name: str
    #: In the viewer's language, where the pack gives one.
    title: str
    type: str
    unit: str
    #: Whether its cells stand to the right.
    measured: bool


def column_line(column: Column) -> ColumnLine:
    kind = str(TYPES.get(column.type, column.type))
    measured = column.type in {"number", "integer"}
    return ColumnLine(column.name, in_words(column.title), kind, column.unit or "", measured)


def cell(value: Any, zone: tzinfo) -> str:
    """A time is the city's; a number is to the tenth of a metre where it is a degree."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{value.astimezone(zone) if value.tzinfo else value:%Y-%m-%d %H:%M}"
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
