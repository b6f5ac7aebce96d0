"""What a page's address asks of a data set. Pure; the catalogue judges it."""

import msgspec
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simin.domains.catalogue.queries import Filter, Question
from simin.kit.errors import RejectedError

OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "null")
#: A sign where everybody knows it, else a word.
_WORDS: tuple[str | Promise, ...] = ("=", "≠", "<", "≤", ">", "≥", _("contains"), _("is empty"))
SIGNS = tuple(zip(OPERATORS, _WORDS, strict=True))


def asked_question(asked: QueryDict) -> Question:
    """Raises ``RejectedError``."""
    filters = tuple(
        _filter(*one)
        for one in zip(
            asked.getlist("column"), asked.getlist("operator"), asked.getlist("value"), strict=False
        )
        if one[0]
    )
    sort = asked.get("sort") or None
    return Question(filters=filters, sort=sort, descending=bool(asked.get("descending")))


def _filter(column: str, operator: str, value: str) -> Filter:
    told = {"column": column, "operator": operator, "value": value or _nothing(operator)}
    try:
        return msgspec.convert(told, Filter)
    except msgspec.ValidationError as error:
        raise RejectedError("operator", f"one of {', '.join(OPERATORS)}") from error


def _nothing(operator: str) -> str:
    return "true" if operator == "null" else ""
