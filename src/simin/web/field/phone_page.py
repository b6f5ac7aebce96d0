"""What the phone's page shows of its subject: as much as the person needs, and no more."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from simin.domains.field import queries
from simin.domains.field.queries import Call, Invitation
from simin.domains.field.services.signals import last_position, phone_inbox
from simin.domains.field.subject import incident_of
from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.states import FINAL
from simin.domains.incidents.units import UnitState
from simin.web.field.lines import ReportLine
from simin.web.field.vocabulary import UNIT_STATES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso

#: Entries of the timeline, and of what was sent from here.
NEWEST = 8


@dataclass(frozen=True)
class Entry:
    clock: str
    iso: str
    text: str
    actor: str


@dataclass(frozen=True)
class PhonePage:
    link: Invitation
    time: CityTime
    now: datetime

    @property
    def title(self) -> str:
        found = self.incident
        return in_words(found.title if found else self.link.subject_title)

    @cached_property
    def incident(self) -> Incident | None:
        number = incident_of(self.link.subject)
        return incidents.surviving(number) if number else None

    @property
    def kind(self) -> str:
        return in_words(self.incident.kind.name) if self.incident else ""

    @property
    def address(self) -> str:
        return in_words(self.incident.neighbourhood) if self.incident else ""

    @property
    def point(self) -> str:
        """``geo:`` of RFC 5870 opens the phone's own map."""
        found = self.incident
        if found is None or found.longitude is None:
            return ""
        return f"geo:{found.latitude:.6f},{found.longitude:.6f}?z=17"

    @property
    def drill(self) -> bool:
        return bool(self.incident and self.incident.drill)

    @property
    def origin(self) -> str:
        return self.incident.origin if self.incident else ""

    @property
    def state(self) -> str:
        return in_words(incidents.state_name(self.incident.state)) if self.incident else ""

    @property
    def over(self) -> bool:
        return bool(self.incident and self.incident.state in FINAL)

    @cached_property
    def unit_state(self) -> str:
        if self.incident is None or not self.link.unit:
            return ""
        on_it = incidents.units(self.incident.id)
        return next((one.state for one in on_it if one.unit_id == self.link.unit), "")

    @property
    def unit_state_name(self) -> str:
        return str(UNIT_STATES.get(self.unit_state, ""))

    @property
    def next_states(self) -> list[tuple[str, str]]:
        """What the unit may be next, the nearest first."""
        if not self.unit_state:
            return []
        order = list(UnitState)
        rest = order[order.index(UnitState(self.unit_state)) + 1 :]
        return [(state.value, str(UNIT_STATES[state])) for state in rest]

    @property
    def timeline(self) -> list[Entry]:
        """What everyone on the incident may know: not what others of the field wrote."""
        if self.incident is None:
            return []
        public = [one for one in incidents.timeline(self.incident.id) if not one.internal]
        return [
            Entry(self.time.clock(one.at), iso(one.at), in_words(one.text), in_words(one.actor))
            for one in reversed(public[-NEWEST:])
        ]

    @property
    def sent(self) -> list[ReportLine]:
        return [ReportLine(one, self.time) for one in queries.reports_by(self.link, NEWEST)]

    @property
    def call(self) -> Call | None:
        return queries.open_call(self.link)

    @property
    def heard(self) -> int:
        """The position in the phone's inbox when the page was made."""
        return last_position(phone_inbox(self.link.handle))

    @property
    def until(self) -> str:
        return CityTime(self.now, self.time.zone).clock(self.link.expires_at)
