"""One directive as a line of a list or a file."""

from dataclasses import dataclass

from simin.domains.directives import queries
from simin.domains.directives.states import State
from simin.domains.directives.timing import is_late
from simin.web.directives.people import Names
from simin.web.directives.vocabulary import EVIDENCE, PRIORITIES, SHAPES, STATES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class DirectiveLine:
    """Words of a directive; asked for by templates."""

    directive: queries.Directive
    names: Names
    time: CityTime

    @property
    def id(self) -> str:
        return self.directive.id

    @property
    def title(self) -> str:
        return self.directive.title

    @property
    def state(self) -> str:
        return str(STATES[self.directive.state])

    @property
    def shape(self) -> str:
        return SHAPES[self.directive.state]

    @property
    def tone(self) -> str:
        """The level whose colour it has."""
        if self.late or self.directive.state == State.ESCALATED:
            return "very_bad"
        tones = {State.RETURNED: "bad", State.REPORTED: "good", State.VERIFIED: "good"}
        tones |= {State.CLOSED: "moderate", State.CANCELLED: "unknown", State.DRAFTED: "unknown"}
        return tones.get(State(self.directive.state), "good")

    @property
    def late(self) -> bool:
        return is_late(self.directive.due_at, State(self.directive.state), self.time.now)

    @property
    def priority(self) -> str:
        return str(PRIORITIES[self.directive.priority])

    @property
    def evidence(self) -> str:
        return str(EVIDENCE[self.directive.required_evidence])

    @property
    def addressee(self) -> str:
        return self.names.addressee(self.directive.unit, self.directive.role)

    @property
    def issuer(self) -> str:
        return self.names.person(self.directive.issuer)

    @property
    def subject(self) -> str:
        return in_words(self.directive.subject_title) or self.directive.subject

    @property
    def due(self) -> str:
        return self.time.clock(self.directive.due_at)

    @property
    def due_iso(self) -> str:
        return iso(self.directive.due_at)
