"""One incident in full: where it stands, what may be done next, who is on it, what was told."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from simin.domains.incidents import cards, queries
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.states import FINAL, OFF_PATH, State
from simin.domains.incidents.units import UnitState
from simin.domains.picture.card import Card, Visibility
from simin.domains.warnings import queries as warnings
from simin.web.card.incident_page import IncidentPage, incident_page
from simin.web.card.vocabulary import UNIT_STATES, word
from simin.web.desk.moment import city_time
from simin.web.field.looking import positions_seen
from simin.web.field.panel import field_panel
from simin.web.incidents import panels
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.procedures.panel import Panel, panel
from simin.web.room.board import around_of
from simin.web.room.row import Row, state_word
from simin.web.room.surroundings import surroundings
from simin.web.warnings.listing import Line, line


@dataclass(frozen=True)
class Next:
    """A state that the incident may be taken to."""

    state: str
    name: str
    #: Nobody works on it after that; asked for twice.
    ends: bool


@dataclass(frozen=True)
class UnitLine:
    id: str
    name: str
    #: Its state, and the word for it.
    was: str
    state: str
    clock: str
    #: The state it goes to next, and its word; empty: it is released.
    next: str
    next_name: str


@dataclass(frozen=True)
class UnitChoice:
    id: str
    name: str
    #: The incident it is on; empty: free.
    busy: str


class Selected:
    """Asked by templates. Raises ``UnknownIncidentError``."""

    def __init__(self, request: HttpRequest, incident_id: str) -> None:
        self.request = request
        self.incident: Incident = queries.incident(incident_id)
        self.time: CityTime = city_time()
        #: Of the forms on the page: the same form sent twice is one deed.
        self.key = uuid.uuid4().hex

    @property
    def id(self) -> str:
        return self.incident.id

    @cached_property
    def card(self) -> Card:
        return cards.card(self.incident.id, self.time.now)

    @cached_property
    def page(self) -> IncidentPage:
        return incident_page(self.card, self.time, self.row.district)

    @cached_property
    def row(self) -> Row:
        return Row(self.incident, around_of([self.incident]))

    @property
    def title(self) -> str:
        return in_words(self.incident.title)

    @property
    def locked(self) -> bool:
        """Withheld from citizens."""
        return self.card.release.visibility is Visibility.WITHHELD

    @property
    def merged_into(self) -> str:
        return self.incident.merged_into_id or ""

    @property
    def over(self) -> bool:
        return self.incident.state in FINAL

    @property
    def closed(self) -> str:
        closed = self.incident.closed_at
        return self.time.clock(closed) if closed else ""

    @cached_property
    def ahead(self) -> list[Next]:
        """States ahead on its path, the next first."""
        path, state = self.incident.kind.states, self.incident.state
        if state in OFF_PATH or state not in path:
            return []
        return [self._next(one) for one in path[path.index(state) + 1 :]]

    def _next(self, state: str) -> Next:
        return Next(state, state_word(state, self.row.around.states), state in FINAL)

    @property
    def next(self) -> Next | None:
        return self.ahead[0] if self.ahead else None

    @property
    def later(self) -> list[Next]:
        """What it may be taken to besides the next, a false alarm last."""
        return [*self.ahead[1:], self._next(State.FALSE_ALARM)] if self.ahead else []

    @property
    def units(self) -> list[UnitLine]:
        return [self._unit(one) for one in queries.units(self.incident.id)]

    def _unit(self, assignment: queries.UnitAssignment) -> UnitLine:
        states = [str(one) for one in UnitState]
        place = states.index(assignment.state)
        further = states[place + 1] if place + 1 < len(states) and not self.over else ""
        return UnitLine(
            id=assignment.unit_id,
            name=in_words(assignment.unit.name),
            was=assignment.state,
            state=word(UNIT_STATES, assignment.state),
            clock=self.time.clock(assignment.since),
            next=further,
            next_name=word(UNIT_STATES, further) if further else "",
        )

    @property
    def units_at_hand(self) -> list[UnitChoice]:
        """The free first; none once it is over."""
        if self.over:
            return []
        mine = {one.unit_id for one in queries.units(self.incident.id)}
        found = queries.units_at_hand(self.incident.district)
        return [
            UnitChoice(unit.id, in_words(unit.name), busy)
            for unit, busy in found
            if unit.id not in mine
        ]

    @property
    def procedure(self) -> Panel:
        return panel(self.request, self.incident.id)

    @property
    def warnings(self) -> list[Line]:
        return [line(one, self.time) for one in warnings.of_incident(self.incident.id)]

    def parts(self) -> dict[str, Any]:
        """What the parts of the desk's page of incidents need."""
        near = panels.nearest(self.incident)
        field = field_panel(self.request, self.card.id, self.incident.title)
        positions_seen(self.request, field.invitations)
        return {
            "selected": self,
            "incident": self.incident,
            "may_act": True,
            "key": self.key,
            "back": reverse("room-incident", args=[self.id]),
            "field": field,
            "surroundings": surroundings(self.incident, near["nearest"], field.invitations),
            **near,
            **panels.impact(self.incident),
            **panels.duplicates(self.incident),
            **panels.timeline(self.incident),
        }
