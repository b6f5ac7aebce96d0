"""Rows in and out of the five layers, in words: a bar each, and what went missing between two.

Rows of a run share one scale. What stands now (all rows of the data sets, the parts of cards) is
another thing in another unit: its bar has a scale of its own, the number that is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Arrivals
from simin.ingest.oversight import layers
from simin.ingest.reconciliation import SERVED, Layer, named
from simin.web.presentation.numbers import figure
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import LAYERS

_ASIDE: dict[str, Promise] = {
    "unread": gettext_lazy("%(count)s could not be read"),
    "refused": gettext_lazy("%(count)s not taken"),
    "known": gettext_lazy("%(count)s known already"),
    "forgotten": gettext_lazy("%(count)s older than is kept"),
    "replaced": gettext_lazy("%(count)s replaced by a later version"),
}


@dataclass(frozen=True)
class LayerLine:
    """One bar."""

    layer: Layer
    #: Name of the layer before; empty: the first.
    before: str
    most: int

    @property
    def name(self) -> str:
        return str(LAYERS[self.layer.name])

    @property
    def number(self) -> str:
        return figure(self.layer.found)

    @property
    def bar(self) -> SafeString:
        """Drawn without a style attribute, which the policy of the pages forbids."""
        share = round(100 * self.layer.found / self.most, 1) if self.most else 0
        on = round(100 * max(0, self.layer.on) / self.most, 1) if self.most else 0
        return format_html(
            '<svg class="flow-bar" viewBox="0 0 100 8" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="flow-ground" width="100" height="8"/>'
            '<rect class="flow-aside" width="{}" height="8"/>'
            '<rect class="flow-on" width="{}" height="8"/></svg>',
            share,
            on,
        )

    @property
    def note(self) -> str:
        """What does not go on."""
        return " · ".join(
            str(_ASIDE[reason]) % {"count": figure(number)}
            for reason, number in named(self.layer.aside).items()
        )

    @property
    def difference(self) -> str:
        """``97 were handed on by “read”, 95 are here: 2 are missing``; empty: they agree."""
        layer = self.layer
        if layer.agrees:
            return ""
        missing = layer.expected - layer.found
        said = (
            ngettext(
                "“%(before)s” handed on %(expected)s, here are %(found)s: %(count)s is missing.",
                "“%(before)s” handed on %(expected)s, here are %(found)s: %(count)s are missing.",
                missing,
            )
            if missing > 0
            else _("“%(before)s” handed on %(expected)s, here are %(found)s: %(count)s too many.")
        )
        return said % {
            "before": str(LAYERS[self.before]) if self.before else "",
            "expected": figure(layer.expected),
            "found": figure(layer.found),
            "count": figure(abs(missing)),
        }


class StandingLine(LayerLine):
    """What stands now at a layer, beside what is due."""

    @property
    def title(self) -> str:
        if self.layer.name == SERVED:
            return _("What its data sets hold now")
        return _("What the cards are made of now")

    @property
    def note(self) -> str:
        count = self.layer.places or 0
        if self.layer.name == SERVED:
            said = ngettext(
                "of %(due)s rows that count now, of all runs, in %(count)d data set",
                "of %(due)s rows that count now, of all runs, in %(count)d data sets",
                count,
            )
        else:
            said = ngettext(
                "of %(due)s values that count now, of all runs, on %(count)d card",
                "of %(due)s values that count now, of all runs, on %(count)d cards",
                count,
            )
        return said % {"due": figure(self.layer.expected), "count": count}

    @property
    def difference(self) -> str:
        if self.layer.agrees:
            return ""
        missing = self.layer.expected - self.layer.found
        said = (
            ngettext("%(count)s is missing.", "%(count)s are missing.", missing)
            if missing > 0
            else _("%(count)s too many.")
        )
        return said % {"count": figure(abs(missing))}


@dataclass(frozen=True)
class Flow:
    """The panel: the last look at a feed."""

    run: str
    at: str
    #: Rows of the run.
    lines: list[LayerLine]
    #: What stands now.
    standing: list[StandingLine]
    agrees: bool
    #: A layer that was not counted, in words.
    without: list[str]
    ever: list[tuple[str, str]]


def flow(feed: str, source: str, time: CityTime) -> Flow | None:
    """None: it was not looked at yet."""
    check = layers.newest(feed)
    if check is None:
        return None
    found = layers.layers_of(check)
    return Flow(
        run=check.run,
        at=time.clock(check.at),
        lines=lines([layer for layer in found if layer.places is None]),
        standing=standing([layer for layer in found if layer.places is not None]),
        agrees=check.agrees,
        without=_without({layer.name for layer in found}),
        ever=_ever(observations.arrivals([source]).get(source)),
    )


def lines(found: Sequence[Layer]) -> list[LayerLine]:
    most = max((layer.found for layer in found), default=0)
    names = ["", *(layer.name for layer in found)]
    return [LayerLine(layer, names[place], most) for place, layer in enumerate(found)]


def standing(found: Sequence[Layer]) -> list[StandingLine]:
    return [StandingLine(layer, "", max(layer.found, layer.expected)) for layer in found]


def _without(there: set[str]) -> list[str]:
    told: Mapping[str, str] = {
        "served": _("It fills no datastream and no data set, so nothing is served of it."),
        "shown": _("No card is made of what it brought last."),
    }
    return [said for name, said in told.items() if name not in there]


def _ever(arrivals: Arrivals | None) -> list[tuple[str, str]]:
    if arrivals is None:
        return []
    told = (
        (_("kept"), arrivals.kept),
        (_("of those late"), arrivals.late),
        (_("corrected"), arrivals.corrected),
        (_("came after a newer version"), arrivals.outdated),
        (_("known already"), arrivals.repeated),
    )
    return [(name, figure(number)) for name, number in told]
