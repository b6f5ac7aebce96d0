"""Kiosks in words: for their own page and for the board of sources."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from simin.domains.kiosks import queries
from simin.domains.kiosks.standing import State
from simin.web.kiosk.desk_vocabulary import SHAPES, STATES
from simin.web.kiosk.version import version
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import age_words


@dataclass(frozen=True)
class Row:
    """A kiosk in words."""

    told: queries.Standing
    now: datetime

    @property
    def place(self) -> str:
        return in_words(self.told.place)

    @property
    def state(self) -> str:
        return self.told.state.value

    @property
    def word(self) -> str:
        return str(STATES[self.told.state])

    @property
    def shape(self) -> str:
        return SHAPES[self.told.state]

    @property
    def reported(self) -> str:
        at = self.told.reported_at
        return age_words(self.now - at) if at else _("never")

    @property
    def picture(self) -> str:
        if self.told.reported_at is None:
            return ""
        behind = age_words(timedelta(seconds=self.told.age))
        return f"#{figure(self.told.frame)} · {behind}"

    @property
    def loaded(self) -> str:
        return age_words(self.now - self.told.loaded_at) if self.told.loaded_at else ""

    @property
    def outdated(self) -> bool:
        return bool(self.told.version) and self.told.version != version()


def totals() -> dict[str, object]:
    """Rows, and how many stand how; also for the board of sources."""
    now = datetime.now(UTC)
    rows = [Row(one, now) for one in queries.kiosks(now)]
    counted = [
        (state.value, str(STATES[state]), SHAPES[state], sum(r.told.state is state for r in rows))
        for state in State
    ]
    wrong = [row for row in rows if row.told.state.wrong]
    return {
        "kiosks": rows,
        "kiosk_totals": [one for one in counted if one[3]],
        "kiosks_wrong": wrong,
    }
