"""A rule in one line: ``mean PM10 ≥ 150 µg/m³ for 2h, until < 100``."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.reasons import number
from simin.domains.alerts.vocabulary import FALLING, Kind, Of
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilyTold
from simin.web.presentation.numbers import in_words
from simin.web.rules.vocabulary import SIGNS

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


def _family(told: FamilyTold, name: str) -> Family:
    """What is called like its unit (pH) needs none."""
    return Family(told.family, name, "" if told.unit == name else told.unit)


def conditions(rule: Rule, known: dict[str, Family]) -> list[str]:
    return [condition(one, known) for one in rule.conditions]


def condition(told: Condition, known: dict[str, Family]) -> str:
    family = known.get(told.family) or Family(told.family, told.family, "")
    what = _made(told.of) % {"what": family.name}
    span = span_said(told.over)
    match told.kind:
        case Kind.CHANGE:
            return _("%(what)s changes") % {"what": what}
        case Kind.CHANGE_DELTA:
            return f"{what} {_WAYS[told.direction]}{number(told.limit)} %"
        case Kind.FROZEN:
            return _("%(what)s the same for %(span)s") % {"what": what, "span": span}
        case Kind.ABSENCE:
            return _("nothing of %(what)s for %(span)s") % {"what": what, "span": span}
        case Kind.TOTAL | Kind.RATE:
            change = "Σ" if told.kind is Kind.TOTAL else "Δ"
            return f"{change} {what} / {span} {_limits(told, family.unit)}"
        case _:
            return f"{what} {_limits(told, family.unit)}"


def span_said(seconds: int | None) -> str:
    """``90 min``, ``2 h``, ``7 days``: in the largest unit that leaves no rest; empty for none."""
    if not seconds:
        return ""
    if seconds % 86_400 == 0 and seconds > 86_400:
        return _("%(count)d days") % {"count": seconds // 86_400}
    if seconds % 3600 == 0:
        return _("%(count)d h") % {"count": seconds // 3600}
    if seconds % 60 == 0:
        return _("%(count)d min") % {"count": seconds // 60}
    return _("%(count)d s") % {"count": seconds}


def _limits(told: Condition, unit: str) -> str:
    text = f"{SIGNS[told.kind]} {number(told.limit)} {unit}".strip()
    if told.lasting:
        text = _("%(limit)s for %(span)s") % {"limit": text, "span": span_said(told.lasting)}
    if told.rests_at is None:
        return text
    sign = ">" if told.kind in FALLING else "<"
    return _("%(limit)s, until %(rest)s") % {
        "limit": text,
        "rest": f"{sign} {number(told.rests_at)}",
    }


def _made(of: Of) -> str:
    match of:
        case Of.MEAN:
            return _("mean %(what)s")
        case Of.MAX:
            return _("highest %(what)s")
        case Of.MIN:
            return _("lowest %(what)s")
        case _:
            return "%(what)s"
