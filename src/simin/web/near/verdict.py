"""Is it all right here? What is known of a place in four signs and one sentence. Pure.

No threshold stands here: levels, severities and standings come with the cards. The sentence is
about the gravest thing that stands out, says how many more do, and says so when nothing is known.
"All quiet" is said only where nothing stands out and a value that is not stale says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.domains.picture.card import Freshness
from simin.web.presentation.alerts import Alert
from simin.web.presentation.incidents import Incident
from simin.web.presentation.indicators import Indicator
from simin.web.presentation.numbers import figure
from simin.web.presentation.warnings import WarningLine
from simin.web.presentation.withheld import Withheld

#: Gravest first.
LEVELS = ("very_bad", "bad", "moderate", "good", "unknown")
#: Levels of a value that stand out.
WRONG = ("very_bad", "bad")
#: What a value must be for "all quiet" to rest on it.
FRESH = (Freshness.LIVE, Freshness.LATE)

#: An incident or an alert.
type Happening = Incident | Alert | Withheld


@dataclass(frozen=True)
class Sign:
    """One of the four: what it is about, its number, and how it is."""

    name: str
    icon: str
    figure: str
    words: str
    level: str
    #: Where on the page it is told.
    anchor: str


@dataclass(frozen=True)
class Verdict:
    sentence: str
    level: str


def value_sign(values: Sequence[Indicator]) -> Sign:
    """The gravest value; of equals the one that the city shows first."""
    if not values:
        return Sign(
            _("Measured"), "activity", "–", _("Nothing is measured here."), "unknown", "values"
        )
    value = min(values, key=_gravity)
    number = f"{value.value} {value.unit}".strip()
    return Sign(value.title, "wind", number, value.level_words, _level(value), "values")


def happening_sign(cards: Sequence[Happening]) -> Sign:
    open_here = [one for one in cards if _is_open(one)]
    level = min((_level(one) for one in open_here), key=LEVELS.index, default="good")
    grave = sum(_level(one) == "very_bad" for one in open_here)
    words = ngettext("%(count)d grave", "%(count)d grave", grave) % {"count": grave}
    said = words if grave else _("open now") if open_here else _("Nothing is open.")
    return Sign(_("Happening now"), "siren", figure(len(open_here)), said, level, "happening")


def warnings_sign(here: Sequence[WarningLine]) -> Sign:
    first = min(here, key=_gravity, default=None)
    said = first.severity if first else _("None is in force.")
    level = first.level if first else "good"
    return Sign(_("Warnings"), "megaphone", figure(len(here)), said, level, "warnings")


def works_sign(running: int, late: int) -> Sign:
    words = ngettext("%(count)d is late", "%(count)d are late", late) % {"count": late}
    said = words if late else _("On time.") if running else _("None is running.")
    level = "bad" if late else "good"
    return Sign(_("Works and projects"), "hard-hat", figure(running), said, level, "works")


def verdict(
    values: Sequence[Indicator], cards: Sequence[Happening], here: Sequence[WarningLine]
) -> Verdict:
    """``values``, incidents and alerts, and warnings of a place: all that are shown there."""
    open_here = [one for one in cards if _is_open(one)]
    wrong = [one for one in values if one.level in WRONG]
    outstanding = [*here, *open_here, *wrong]
    if not outstanding:
        return _quiet(values)
    first = min(outstanding, key=_gravity)
    told = {"said": _said(first), "count": len(outstanding) - 1}
    if told["count"]:
        return Verdict(_("%(said)s (and %(count)d more below)") % told, _level(first))
    if isinstance(first, Indicator):
        return Verdict(_("%(said)s. Nothing else stands out.") % told, _level(first))
    return Verdict(_said(first), _level(first))


def _quiet(values: Sequence[Indicator]) -> Verdict:
    known = [one for one in values if _level(one) != "unknown" and one.trust.freshness in FRESH]
    if not known:
        return Verdict(_("Nothing special is known; not everything is measured here."), "unknown")
    worst = min(known, key=_gravity)
    told = {"title": worst.title, "level": worst.level_words}
    return Verdict(_("All quiet. %(title)s: %(level)s.") % told, worst.level)


def _said(one: WarningLine | Happening | Indicator) -> str:
    match one:
        case WarningLine():
            return _("A warning is in force: %(title)s") % {"title": one.title}
        case Indicator():
            return f"{one.title}: {one.level_words}"
        case Withheld():
            return _("Going on now: %(title)s") % {"title": f"{one.kind} · {_('withheld')}"}
    return _("Going on now: %(title)s") % {"title": one.title}


def _is_open(one: Happening) -> bool:
    match one:
        case Incident():
            return not one.closed
        case Alert():
            return not one.resting
    return True


def _level(one: WarningLine | Happening | Indicator) -> str:
    """What is withheld is there, and that is all that is said of it."""
    return "moderate" if isinstance(one, Withheld) else one.level or "unknown"


def _gravity(one: WarningLine | Happening | Indicator) -> int:
    return LEVELS.index(_level(one))
