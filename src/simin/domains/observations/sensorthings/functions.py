"""The functions that a ``$filter`` may call, as expressions of the ORM.

Each takes what stands in the brackets as expressions; values travel as parameters only.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db.models import FloatField, IntegerField, Q, TextField, Value
from django.db.models import functions as f
from django.db.models.expressions import CombinedExpression, ExpressionWrapper
from django.db.models.lookups import Exact, GreaterThan

from simin.kit.errors import RejectedError

FIELD = "$filter"


def called(name: str, given: list[Any]) -> Any:
    """Raises ``RejectedError`` naming ``$filter``."""
    if name not in _FUNCTIONS:
        raise RejectedError(FIELD, f"there is no function {name}")
    counts, make = _FUNCTIONS[name]
    if len(given) not in counts:
        raise RejectedError(FIELD, f"{name} takes {' or '.join(map(str, counts))} arguments")
    if any(isinstance(each, Q) for each in given):
        raise RejectedError(FIELD, f"{name} takes values, no conditions")
    return make(*given)


def number(side: Any) -> Any:
    return f.Cast(side, FloatField())


def _text(side: Any) -> Any:
    return f.Cast(side, TextField())


def _extracted(part: type[f.Extract]) -> Callable[[Any], Any]:
    return lambda at: part(at, tzinfo=UTC)


def _found_at(text: Any, part: Any) -> Any:
    return f.StrIndex(_text(text), _text(part))


def _holds(text: Any, part: Any) -> Q:
    return Q(GreaterThan(_found_at(text, part), Value(0)))


def _starts(text: Any, part: Any) -> Q:
    return Q(Exact(f.Left(_text(text), f.Length(_text(part))), _text(part)))


def _ends(text: Any, part: Any) -> Q:
    return Q(Exact(f.Right(_text(text), f.Length(_text(part))), _text(part)))


def _after(text: Any, start: Any, length: Any = None) -> Any:
    first = ExpressionWrapper(CombinedExpression(start, "+", Value(1)), IntegerField())
    return f.Substr(_text(text), first, length)


def _counted_from_0(text: Any, part: Any) -> Any:
    found = CombinedExpression(_found_at(text, part), "-", Value(1))
    return ExpressionWrapper(found, IntegerField())


_FUNCTIONS: dict[str, tuple[tuple[int, ...], Callable[..., Any]]] = {
    "substringof": ((2,), lambda part, text: _holds(text, part)),
    "contains": ((2,), _holds),
    "startswith": ((2,), _starts),
    "endswith": ((2,), _ends),
    "length": ((1,), lambda text: f.Length(_text(text))),
    "indexof": ((2,), _counted_from_0),
    "substring": ((2, 3), _after),
    "tolower": ((1,), lambda text: f.Lower(_text(text))),
    "toupper": ((1,), lambda text: f.Upper(_text(text))),
    "trim": ((1,), lambda text: f.Trim(_text(text))),
    "concat": ((2,), lambda one, other: f.Concat(_text(one), _text(other))),
    "year": ((1,), _extracted(f.ExtractYear)),
    "month": ((1,), _extracted(f.ExtractMonth)),
    "day": ((1,), _extracted(f.ExtractDay)),
    "hour": ((1,), _extracted(f.ExtractHour)),
    "minute": ((1,), _extracted(f.ExtractMinute)),
    "second": ((1,), _extracted(f.ExtractSecond)),
    "round": ((1,), lambda side: f.Round(number(side))),
    "floor": ((1,), lambda side: f.Floor(number(side))),
    "ceiling": ((1,), lambda side: f.Ceil(number(side))),
    "now": ((0,), f.Now),
    "mindatetime": ((0,), lambda: Value(datetime(1, 1, 2, tzinfo=UTC))),
    "maxdatetime": ((0,), lambda: Value(datetime(9999, 12, 30, tzinfo=UTC))),
}
