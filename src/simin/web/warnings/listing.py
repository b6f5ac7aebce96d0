"""The list of warnings: by state, found by words, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from simin.domains.warnings import queries
from simin.domains.warnings.content import Content
from simin.domains.warnings.queries import PublicWarning
from simin.domains.warnings.states import IN_FORCE, State
from simin.web.card.vocabulary import SEVERITIES
from simin.web.cut_links import or_first
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.warnings.vocabulary import STATES

#: How long a search may be.
LONGEST = 100


@dataclass(frozen=True)
class Line:
    number: int
    headline: str
    state: str
    word: str
    severity: str
    area: str
    ends: str
    incident: str
    exercise: bool
    #: A draft stands beside what is in force.
    update_waits: bool


class Listing:
    """``asked``: ``q``, ``state``, ``cursor``."""

    def __init__(self, asked: Mapping[str, str], time: CityTime) -> None:
        self.search = asked.get("q", "")[:LONGEST].strip()
        state = asked.get("state", "")
        self.state = state if state in list(State) else ""
        found = or_first(
            lambda place: queries.page(state=self.state, search=self.search, cursor=place),
            asked.get("cursor", ""),
        )
        self._cursor = found.cursor
        self.lines = [line(row, time) for row in found.rows]

    @property
    def asked(self) -> bool:
        return bool(self.search or self.state)

    @property
    def states(self) -> list[tuple[str, str, bool]]:
        """Word, address, and whether it is chosen."""
        every = [("", _("all")), *((state, str(word)) for state, word in STATES.items())]
        return [(word, self._address(state=state), state == self.state) for state, word in every]

    @property
    def further(self) -> str:
        return self._address(state=self.state, cursor=self._cursor) if self._cursor else ""

    def _address(self, *, state: str, cursor: str = "") -> str:
        told = {"q": self.search, "state": state, "cursor": cursor}
        return "?" + urlencode({name: value for name, value in told.items() if value})


def line(row: PublicWarning, time: CityTime) -> Line:
    content = queries.content_of(row) or queries.draft_of(row)
    return Line(
        number=row.pk,
        headline=in_words(content.headline) if content else str(row.pk),
        state=row.state,
        word=str(STATES[row.state]),
        severity=str(SEVERITIES[content.severity]) if content else "",
        area=in_words(content.area.description) if content else "",
        ends=_ends(row, content, time),
        incident=row.incident,
        exercise=row.exercise,
        update_waits=row.state in IN_FORCE and row.draft is not None,
    )


def _ends(row: PublicWarning, content: Content | None, time: CityTime) -> str:
    if row.ended_at is not None:
        return time.clock(row.ended_at)
    return time.clock(content.expires) if content else ""
