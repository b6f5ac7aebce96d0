"""What was asked of departments, what procedures asked, and what the public was told."""

from datetime import datetime

from simin.domains.directives import queries as directives
from simin.domains.directives.states import State as DirectiveState
from simin.domains.directives.timing import is_late
from simin.domains.identity import queries as identity
from simin.domains.incidents.cards import card_id
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.review import Section
from simin.domains.procedures import queries as procedures
from simin.domains.procedures.states import State
from simin.domains.warnings import queries as warnings
from simin.kit.clock import city_clock
from simin.kit.text import Text
from simin.kit.translated import words
from simin.workflows.after_action.parts import parts
from simin.workflows.after_action.wording import clock, line, same


def directed(incident: Incident) -> Section:
    """Directives about it: number, what, to whom, until when, and how they stood."""
    found = [one for part in parts(incident) for one in directives.about(card_id(part))]
    now, names = _end(incident), _unit_names()
    late = [one for one in found if is_late(one.due_at, DirectiveState(one.state), now)]
    lines = [
        line(
            same(one.id),
            same(one.title),
            names.get(one.unit, same(one.role)),
            clock(one.due_at),
            _directive_state(one.state),
            missed=one in late,
        )
        for one in found
    ]
    return Section(
        id="directives",
        title=words("Directives"),
        columns=(words("Number"), words("What"), words("To"), words("Due"), words("State")),
        lines=tuple(lines),
        missed=tuple(words("Directive {number} was late.", number=one.id) for one in late),
        empty=words("No directive was given."),
    )


def stepped(incident: Incident) -> Section:
    """The steps of its procedure, with what was late and what was not done."""
    steps = [one for part in parts(incident) for one in procedures.steps(part)]
    lines = [
        line(
            dict(one.name),
            clock(one.due_at),
            clock(one.ended_at),
            _step_state(one),
            missed=_was_missed(one),
        )
        for one in steps
    ]
    return Section(
        id="procedure",
        title=words("Procedure"),
        columns=(words("Step"), words("Due"), words("Done"), words("State")),
        lines=tuple(lines),
        missed=tuple(_missed_step(one) for one in steps if _was_missed(one)),
        empty=words("No procedure ran."),
    )


def warned(incident: Incident) -> Section:
    """What the public was told of it."""
    lines = [
        line(
            same(str(one.pk)),
            _headline(one),
            clock(one.sent_at),
            clock(one.expires_at),
            _warning_state(one.state),
        )
        for part in parts(incident)
        for one in warnings.of_incident(part)
        if one.sent_at is not None
    ]
    return Section(
        id="warnings",
        title=words("Warnings to the public"),
        columns=(words("Number"), words("What"), words("Sent"), words("Until"), words("State")),
        lines=tuple(lines),
        empty=words("The public was not warned."),
    )


def _end(incident: Incident) -> datetime:
    return incident.closed_at or city_clock().now()


def _unit_names() -> dict[str, Text]:
    return {unit.id: unit.name for unit in identity.departments()}


def _directive_state(state: str) -> dict[str, str]:
    if state in (DirectiveState.CLOSED, DirectiveState.VERIFIED):
        return words("done and confirmed")
    if state == DirectiveState.REPORTED:
        return words("reported as done")
    return words("cancelled") if state == DirectiveState.CANCELLED else words("not done yet")


def _was_missed(step: procedures.Step) -> bool:
    return step.late_at is not None or step.state == State.MISSED


def _step_state(step: procedures.Step) -> dict[str, str]:
    match step.state:
        case State.DONE:
            return words("done, late") if step.late_at else words("done")
        case State.SKIPPED:
            return words("left out: {reason}", reason=step.reason)
        case _:
            return words("not done")


def _missed_step(step: procedures.Step) -> dict[str, str]:
    if step.state == State.DONE:
        return words("The step “{step}” was done late.", step=step.name)
    return words("The step “{step}” was not done.", step=step.name)


def _headline(warning: warnings.PublicWarning) -> Text:
    content = warnings.content_of(warning)
    return dict(content.headline) if content else same("–")


def _warning_state(state: str) -> dict[str, str]:
    if state == "cancelled":
        return words("cancelled")
    return words("expired") if state == "expired" else words("in force")
