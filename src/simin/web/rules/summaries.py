"""A rule in one line: ``mean PM10 ≥ 150 µg/m³ for 2h, until < 100``."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.reasons import number
from simin.domains.alerts.vocabulary import WINDOWED, Kind, Of
from simin.domains.catalogue import queries as catalogue
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilyTold
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import exact
from simin.web.rules import wheres
from simin.web.rules.vocabulary import SIGNS

#: Before the id of a data set.
ROWS_OF = "rows of "
_WAYS = {"either": "±", "up": "+", "down": "−"}


@dataclass(frozen=True)
class Family:
    """Datastreams that a condition may look at."""

    id: str
    name: str
    unit: str


def families() -> dict[str, Family]:
    """All that there are, by id."""
    told = observations.families()
    names = observations.property_names({one.property for one in told})
    return {
        one.family: _family(one, in_words(names.get(one.property)) or one.property) for one in told
    }


@dataclass(frozen=True)
class Table:
    """A data set that a condition may look at."""

    id: str
    name: str
    columns: tuple[str, ...]


def tables() -> dict[str, Table]:
    """All that there are, by id."""
    return {
        one.dataset.id: Table(
            one.dataset.id,
            in_words(one.dataset.title) or one.dataset.id,
            catalogue.schema_of(one.dataset).names,
        )
        for one in catalogue.datasets()
    }


def known() -> dict[str, Family]:
    """Whatever a condition may name, by id; no family is called like a data set."""
    sets = {f"{ROWS_OF}{one.id}": Family(one.id, one.name, "") for one in tables().values()}
    return families() | sets


def _family(told: FamilyTold, name: str) -> Family:
    """What is called like its unit (pH) needs none."""
    return Family(told.family, name, "" if told.unit == name else told.unit)


def conditions(rule: Rule, known: dict[str, Family]) -> list[str]:
    return [condition(one, known) for one in rule.conditions]


def condition(told: Condition, known: dict[str, Family]) -> str:
    return _rows(told, known) if told.tabled else _values(told, known)


def _values(told: Condition, known: dict[str, Family]) -> str:
    family = known.get(told.family) or Family(told.family, told.family, "")
    what = _made(told.of) % {"what": family.name}
    span = exact(told.over)
    match told.kind:
        case Kind.CHANGE:
            return _("%(what)s changes") % {"what": what}
        case Kind.CHANGE_DELTA:
            return f"{what} {_WAYS[told.direction]}{number(told.limit)} %"
        case Kind.FROZEN:
            said = _("%(what)s the same for %(span)s") % {"what": what, "span": span}
            return said + _may_stay(told)
        case Kind.ABSENCE:
            return _("nothing of %(what)s for %(span)s") % {"what": what, "span": span}
        case Kind.TOTAL | Kind.RATE:
            change = "Σ" if told.kind is Kind.TOTAL else "Δ"
            return f"{change} {what} / {span} {_limits(told, family.unit)}"
        case _:
            return f"{what} {_limits(told, family.unit)}"


def _rows(told: Condition, known: dict[str, Family]) -> str:
    """What the rows are called, or which they are; the limit; within which span."""
    table = known.get(f"{ROWS_OF}{told.dataset}")
    title = table.name if table else told.dataset
    where = ", ".join(wheres.written(told.where).splitlines())
    what = in_words(told.called) or (f"{title} ({where})" if where else title)
    if told.kind is Kind.CHANGED:
        rows = _("%(way)s%(count)s rows") % {
            "way": _WAYS[told.direction],
            "count": number(told.limit),
        }
        return f"{what} {rows} / {exact(told.over)}"
    if told.kind is Kind.ROW_VALUE:
        what = _made(told.of) % {"what": f"{what} · {told.column}"}
    span = f" / {exact(told.over)}" if told.over else ""
    return f"{what} {_limits(told, '')}{span}"


def _limits(told: Condition, unit: str) -> str:
    sign = "≤" if told.kind in WINDOWED and told.falls else SIGNS[told.kind]
    text = f"{sign} {number(told.limit)} {unit}".strip()
    if told.lasting:
        text = _("%(limit)s for %(span)s") % {"limit": text, "span": exact(told.lasting)}
    if told.rests_at is None:
        return text
    sign = ">" if told.falls else "<"
    return _("%(limit)s, until %(rest)s") % {
        "limit": text,
        "rest": f"{sign} {number(told.rests_at)}",
    }


def _may_stay(told: Condition) -> str:
    if not told.may_stand_at:
        return ""
    values = ", ".join(number(value) for value in told.may_stand_at)
    return _(" (may stay at %(values)s)") % {"values": values}


def _made(of: Of) -> str:
    match of:
        case Of.MEAN:
            return _("mean %(what)s")
        case Of.MAX:
            return _("highest %(what)s")
        case Of.MIN:
            return _("lowest %(what)s")
        case Of.SUM:
            return _("sum of %(what)s")
        case _:
            return "%(what)s"
