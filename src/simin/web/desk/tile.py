"""A feed as the board and its own page show it: state, age and why, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.ingest.oversight.board import Standing
from simin.web.desk.sentences import why
from simin.web.desk.strips import drawn
from simin.web.desk.vocabulary import SHAPES, STATES
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class Tile:
    """A feed as it is shown."""

    standing: Standing
    time: CityTime

    @property
    def id(self) -> str:
        return self.standing.feed

    @property
    def state(self) -> str:
        return self.standing.state.value

    @property
    def word(self) -> str:
        return str(STATES[self.standing.state])

    @property
    def shape(self) -> str:
        return SHAPES[self.standing.state]

    @property
    def name(self) -> str:
        source = self.standing.source
        return in_words(source.name) if source else self.standing.kind

    @property
    def age(self) -> str:
        at = self.standing.good_at
        return self.time.age(at) if at else ""

    @property
    def short_age(self) -> str:
        at = self.standing.good_at
        return self.time.short_age(at) if at else ""

    @property
    def why(self) -> str:
        return why(self.standing, self.time)

    @property
    def hint(self) -> str:
        """What there is no room for."""
        return " · ".join(filter(None, (self.name, self.age, self.today)))

    @property
    def today(self) -> str:
        count = self.standing.today
        said = ngettext("%(count)s record today", "%(count)s records today", count)
        return said % {"count": figure(count)}

    @property
    def sum(self) -> tuple[str, str] | None:
        """A sign and its words: whether rows in and out agree at all layers."""
        agrees = self.standing.reconciled
        if agrees is None:
            return None
        return ("=", _("all layers agree")) if agrees else ("≠", _("layers disagree"))

    @property
    def strip(self) -> SafeString:
        return drawn(self.standing.strip)

    def plain(self) -> dict[str, Any]:
        """As the board's JSON has it."""
        standing = self.standing
        return {
            "id": self.id,
            "name": self.name,
            "kind": standing.kind,
            "owner": standing.owner,
            "state": self.state,
            "word": self.word,
            "why": self.why,
            "last_good_at": iso(standing.good_at) or None,
            "age": self.age,
            "last_run": standing.last_run or None,
            "outcome": standing.last_outcome or None,
            "records_today": standing.today,
            "quarantined": standing.quarantined,
            "layers_agree": standing.reconciled,
            "strip": standing.strip,
        }
