"""The board of what is open: groups by severity, the gravest first; in each the newest first.

Counts are counted of all that is open and wanted, whatever part of it is shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from simin.domains.incidents import queries
from simin.domains.incidents.queries import Incident
from simin.domains.procedures import queries as procedures
from simin.web.card.vocabulary import SEVERITIES
from simin.web.desk.moment import city_time
from simin.web.presentation.city import district_names
from simin.web.presentation.incidents import SEVERITY_LEVELS
from simin.web.presentation.numbers import in_words
from simin.web.room.asked import Asked
from simin.web.room.row import Around, Row


@dataclass(frozen=True)
class Group:
    """What is open of one severity; ``rows`` may be fewer than ``total``."""

    severity: str
    name: str
    level: str
    total: int
    rows: Sequence[Row]
    #: Where more of it is; asked for only where there is more.
    further: str

    @property
    def left(self) -> int:
        return max(0, self.total - len(self.rows))


class Board:
    """Asked by templates; ``selected`` is marked as the one that is shown in full."""

    def __init__(self, asked: Asked, selected: str = "") -> None:
        self.asked = asked
        self.selected = selected

    @cached_property
    def counts(self) -> dict[str, int]:
        return queries.board_counts(self.asked.filters)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def groups(self) -> list[Group]:
        found = {
            severity: queries.board(self.asked.filters, severity, self.asked.limit(severity))
            if number
            else []
            for severity, number in self.counts.items()
        }
        around = around_of([one for rows in found.values() for one in rows])
        return [self._group(severity, rows, around) for severity, rows in found.items()]

    def _group(self, severity: str, incidents: Sequence[Incident], around: Around) -> Group:
        return Group(
            severity=severity,
            name=str(SEVERITIES[severity]),
            level=SEVERITY_LEVELS.get(severity, "moderate"),
            total=self.counts[severity],
            rows=[Row(one, around) for one in incidents],
            further=self.asked.further(severity),
        )

    def rows(self, ids: Collection[str]) -> list[Row]:
        """Those of ``ids`` that belong on this board."""
        found = queries.board_rows(self.asked.filters, ids)
        around = around_of(found)
        return [Row(one, around) for one in found]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.id, in_words(kind.name)) for kind in queries.kinds()]

    @property
    def districts(self) -> list[tuple[str, str]]:
        return list(district_names().items())

    @property
    def severities(self) -> list[tuple[str, str]]:
        return [(severity, str(SEVERITIES[severity])) for severity in self.counts]


def around_of(incidents: Sequence[Incident]) -> Around:
    ids = [one.id for one in incidents]
    return Around(
        time=city_time(),
        districts=district_names(),
        states=queries.state_names(),
        units=queries.units_on(ids),
        late_steps=procedures.late_counts(ids),
        doubles=queries.alike_among_open(incidents),
    )
