"""One open incident as a line of the board."""

from collections.abc import Mapping
from dataclasses import dataclass

from simin.domains.incidents.queries import Incident
from simin.web.card.vocabulary import SEVERITIES, STATES, word
from simin.web.presentation.incidents import SEVERITY_LEVELS
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.room.spans import running, span


@dataclass(frozen=True)
class Around:
    """What stands around the incidents of a board, asked once for all of its rows."""

    time: CityTime
    #: District id to its name.
    districts: Mapping[str, str]
    #: The city's own words for states.
    states: Mapping[str, Mapping[str, str]]
    #: Incident to units on it.
    units: Mapping[str, int]
    #: Incident to steps of its procedure that are late.
    late_steps: Mapping[str, int]
    #: Incidents that may be the same as another one.
    doubles: frozenset[str]


@dataclass(frozen=True)
class Row:
    """Asked by templates."""

    incident: Incident
    around: Around

    @property
    def id(self) -> str:
        return self.incident.id

    @property
    def title(self) -> str:
        return in_words(self.incident.title)

    @property
    def icon(self) -> str:
        return self.incident.kind.icon

    @property
    def kind(self) -> str:
        return in_words(self.incident.kind.name)

    @property
    def severity(self) -> str:
        return word(SEVERITIES, self.incident.severity)

    @property
    def level(self) -> str:
        return SEVERITY_LEVELS.get(self.incident.severity, "moderate")

    @property
    def state(self) -> str:
        return state_word(self.incident.state, self.around.states)

    @property
    def district(self) -> str:
        return self.around.districts.get(self.incident.district, self.incident.district)

    @property
    def drill(self) -> bool:
        return self.incident.drill

    @property
    def units(self) -> int:
        return self.around.units.get(self.id, 0)

    @property
    def late_steps(self) -> int:
        return self.around.late_steps.get(self.id, 0)

    @property
    def may_be_same(self) -> bool:
        return self.id in self.around.doubles

    @property
    def reported_at(self) -> str:
        return iso(self.incident.reported_at)

    @property
    def elapsed(self) -> str:
        return running(self.incident.reported_at, self.around.time.now)

    @property
    def target_seconds(self) -> int | None:
        return self.incident.kind.target_seconds

    @property
    def target(self) -> str:
        return span(self.target_seconds) if self.target_seconds else ""

    @property
    def arrived_after(self) -> str:
        """Empty while nobody is there."""
        seconds = self.incident.response_seconds
        return "" if seconds is None else span(seconds)

    @property
    def late(self) -> bool:
        """Nobody came, or came, within the target."""
        if not self.target_seconds:
            return False
        waited = self.around.time.now - self.incident.reported_at
        took = self.incident.response_seconds
        return (waited.total_seconds() if took is None else took) > self.target_seconds


def state_word(state: str, own: Mapping[str, Mapping[str, str]]) -> str:
    return in_words(own[state]) if state in own else word(STATES, state)
