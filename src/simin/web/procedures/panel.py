"""What ``procedures/parts/steps.html`` shows of an incident's procedure.

For the incident's desk page, the situation room, and the pages of steps: ``panel(request, id)``
gives the context variable ``panel``; the part needs nothing else. Whoever may act gets one main
action a step; everyone else reads.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from simin.domains.incidents import queries as incidents
from simin.domains.procedures import policies, queries
from simin.domains.procedures.policies import Actor
from simin.domains.procedures.states import UNDONE, WAITING, Act, Course, State, possible
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.directives.typed import Typed, new_key
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import rounded
from simin.web.presentation.times import CityTime, iso
from simin.web.procedures.people import actor_of
from simin.web.procedures.vocabulary import (
    COURSES,
    DEEDS,
    EVIDENCE,
    LEFT,
    MAIN,
    SHAPES,
    STATES,
    TONES,
)


@dataclass(frozen=True)
class StepLine:
    """One step; asked for by templates."""

    step: queries.Step
    acts: tuple[Act, ...]
    names: Names
    time: CityTime
    key: str
    reached: Sequence[str] = ()
    handed_in: Sequence[queries.StepEvidence] = ()
    waits_for: str = ""
    #: What was typed into it and refused.
    typed: Typed = field(default_factory=lambda: Typed({}))

    @property
    def number(self) -> int:
        return self.step.pk

    @property
    def name(self) -> str:
        return in_words(self.step.name)

    @property
    def detail(self) -> str:
        return in_words(self.step.detail)

    @property
    def owner(self) -> str:
        return self.names.addressee(self.step.unit, self.step.role)

    @property
    def went_up(self) -> list[str]:
        return [self.names.unit(one) for one in self.reached]

    @property
    def state(self) -> str:
        return self.step.state

    @property
    def state_words(self) -> str:
        return str(STATES[self.step.state])

    @property
    def shape(self) -> str:
        return SHAPES[self.step.state]

    @property
    def tone(self) -> str:
        return TONES[self.step.state]

    @property
    def waits(self) -> bool:
        """Somebody has to do something now."""
        return self.step.state in WAITING

    @property
    def late(self) -> bool:
        return self.step.state == State.LATE

    @property
    def was_late(self) -> bool:
        return self.step.state == State.DONE and self.step.late_at is not None

    @property
    def due(self) -> str:
        return self.time.clock(self.step.due_at) if self.step.due_at else ""

    @property
    def due_iso(self) -> str:
        return iso(self.step.due_at)

    @property
    def left(self) -> str:
        """``4 min left``, ``12 min over``."""
        if self.step.due_at is None or not self.waits:
            return ""
        return time_left(self.step.due_at, self.time.now)

    @property
    def limit(self) -> str:
        return rounded(self.step.seconds)

    @property
    def ended(self) -> str:
        return self.time.clock(self.step.ended_at) if self.step.ended_at else ""

    @property
    def ended_by(self) -> str:
        return self.names.person(self.step.ended_by)

    @property
    def evidence(self) -> str:
        return str(EVIDENCE[self.step.evidence])

    @property
    def action(self) -> str:
        return str(DEEDS[self.step.action["do"]]) if self.step.action else ""

    @property
    def left_to_people(self) -> str:
        """Why what is automatic was not done by itself; empty where it was."""
        why = (self.step.outcome or {}).get("why", "")
        return str(LEFT.get(why, LEFT["refused"])) if why else ""

    @property
    def cameras(self) -> list[str]:
        """Those that it opened, by name and distance."""
        found = (self.step.outcome or {}).get("cameras", ())
        return [f"{in_words(one['name'])} · {one['metres']:.0f} m" for one in found]

    @property
    def warning(self) -> int | None:
        """The draft that it wrote."""
        number: int | None = (self.step.outcome or {}).get("warning")
        return number

    @property
    def may_finish(self) -> bool:
        return Act.FINISH in self.acts

    @property
    def may_skip(self) -> bool:
        return Act.SKIP in self.acts

    @property
    def main(self) -> str:
        return str(MAIN[self.step.evidence])

    @property
    def figures(self) -> list[str]:
        return [
            f"{one.value:g} {one.measure}".strip()
            for one in self.handed_in
            if one.value is not None
        ]

    @property
    def said(self) -> list[str]:
        return [one.text for one in self.handed_in if one.text]

    @property
    def photos(self) -> list[queries.StepEvidence]:
        return [one for one in self.handed_in if one.sha256]


@dataclass(frozen=True)
class Panel:
    """An incident's procedure as somebody sees it now."""

    incident: str
    run: queries.Run | None
    lines: list[StepLine]
    time: CityTime
    may_start: bool
    leads: bool
    drill: bool
    #: Of the forms that are no step's.
    key: str
    typed: Typed = field(default_factory=lambda: Typed({}))

    @property
    def title(self) -> str:
        return in_words(self.run.name) if self.run else ""

    @property
    def course(self) -> str:
        return str(COURSES[self.run.course]) if self.run else ""

    @property
    def running(self) -> bool:
        return self.run is not None and self.run.course == Course.RUNNING

    @property
    def done(self) -> int:
        return sum(line.state not in UNDONE for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)

    @property
    def missed(self) -> int:
        return sum(line.state == State.MISSED for line in self.lines)

    @property
    def needs_reason(self) -> bool:
        """It ended with steps undone, and nobody has said why."""
        return bool(self.run and self.missed and not self.run.explanation)


def panel(
    request: HttpRequest, incident_id: str, typed: Mapping[int, Typed] | None = None
) -> Panel:
    """For anyone with a desk; ``typed``: by number of step, 0 for the panel's own form."""
    by, time, names = actor_of(request), city_time(), Names()
    run = queries.run(incident_id)
    incident = incidents.incident(incident_id)
    typed = typed or {}
    ended = incident.closed_at is not None
    return Panel(
        incident=incident_id,
        run=run,
        lines=_lines(run, by, names, time, typed) if run else [],
        time=time,
        may_start=run is None and by.leads and not ended,
        leads=by.leads,
        drill=incident.drill,
        key=new_key(),
        typed=typed.get(0, Typed({})),
    )


def _lines(
    run: queries.Run, by: Actor, names: Names, time: CityTime, typed: Mapping[int, Typed]
) -> list[StepLine]:
    found = queries.steps(run.incident)
    reached = queries.reached_by(run.incident)
    handed_in = _handed_in(run.incident)
    called = {one.key: in_words(one.name) for one in found}
    key = new_key()
    lines = []
    for one in found:
        parts = policies.parties(by, one, reached.get(one.pk, ()))
        acts = possible(State(one.state), parts) if run.course == Course.RUNNING else []
        lines.append(
            StepLine(
                one,
                tuple(acts),
                names,
                time,
                key,
                reached.get(one.pk, ()),
                handed_in.get(one.pk, ()) if parts or by.oversees else (),
                called.get(one.after, "") if one.state == State.PENDING else "",
                typed.get(one.pk, Typed({})),
            )
        )
    return lines


def _handed_in(incident_id: str) -> Mapping[int, list[queries.StepEvidence]]:
    found: dict[int, list[queries.StepEvidence]] = defaultdict(list)
    for one in queries.evidence(incident_id):
        found[one.step_id].append(one)
    return found


def time_left(due: datetime, now: datetime) -> str:
    seconds = (due - now).total_seconds()
    told = _("%(time)s left") if seconds > 0 else _("%(time)s over")
    return told % {"time": rounded(abs(seconds))}
