"""Is it all right here? What is known of a place in four signs and one sentence. Pure.

No threshold stands here: levels, severities and standings come with the cards. The sentence is
about the gravest sign, and says so when nothing is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.web.presentation.incidents import Incident
from simin.web.presentation.indicators import Indicator
from simin.web.presentation.numbers import figure
from simin.web.presentation.warnings import WarningLine
from simin.web.presentation.withheld import Withheld

#: Gravest first.
LEVELS = ("very_bad", "bad", "moderate", "good", "unknown")


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


def value_sign(value: Indicator | None) -> Sign:
    """The value that the city shows first."""
    if value is None:
        return Sign(
            _("Measured"), "activity", "–", _("Nothing is measured here."), "unknown", "values"
        )
    number = f"{value.value} {value.unit}".strip()
    level = value.level or "unknown"
    return Sign(value.title, "wind", number, value.level_words, level, "values")


def incidents_sign(cards: Sequence[Incident | Withheld]) -> Sign:
    open_here = [one for one in cards if isinstance(one, Withheld) or not one.closed]
    grave = [one for one in open_here if isinstance(one, Incident) and one.level == "very_bad"]
    words = ngettext("%(count)d grave", "%(count)d grave", len(grave)) % {"count": len(grave)}
    level = "very_bad" if grave else "moderate" if open_here else "good"
    said = words if grave else _("open now") if open_here else _("None is open.")
    return Sign(_("Incidents"), "siren", figure(len(open_here)), said, level, "happening")


def warnings_sign(here: Sequence[WarningLine]) -> Sign:
    level = min((one.level for one in here), key=LEVELS.index, default="good")
    said = here[0].severity if here else _("None is in force.")
    return Sign(_("Warnings"), "megaphone", figure(len(here)), said, level, "warnings")


def works_sign(running: int, late: int) -> Sign:
    words = ngettext("%(count)d is late", "%(count)d are late", late) % {"count": late}
    said = words if late else _("On time.") if running else _("None is running.")
    level = "bad" if late else "good"
    return Sign(_("Works and projects"), "hard-hat", figure(running), said, level, "works")


def verdict(
    value: Indicator | None,
    cards: Sequence[Incident | Withheld],
    here: Sequence[WarningLine],
) -> Verdict:
    if here:
        first = min(here, key=lambda one: LEVELS.index(one.level))
        return Verdict(_("A warning is in force: %(title)s") % {"title": first.title}, first.level)
    grave = [one for one in cards if isinstance(one, Incident) and not one.closed]
    grave = [one for one in grave if one.level == "very_bad"]
    if grave:
        return Verdict(_("Going on now: %(title)s") % {"title": grave[0].title}, "very_bad")
    return _of_value(value)


def _of_value(value: Indicator | None) -> Verdict:
    if value is None or value.level in ("", "unknown"):
        return Verdict(_("Nothing special is known; not everything is measured here."), "unknown")
    told = {"title": value.title, "level": value.level_words}
    if value.level in ("very_bad", "bad"):
        return Verdict(_("%(title)s: %(level)s. Nothing else stands out.") % told, value.level)
    return Verdict(_("All quiet. %(title)s: %(level)s.") % told, value.level)
