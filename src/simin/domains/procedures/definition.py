"""A procedure as the city pack has it and as people change it. Pure.

Which procedure is meant for an incident is decided here: the one that names most of what the
incident is.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from enum import StrEnum

import msgspec

from simin.domains.identity.roles import Role
from simin.domains.picture.card import Words

#: Steps of one procedure, and minutes of one step's limit.
MOST_STEPS = 40
LONGEST_MINUTES = 7 * 24 * 60
#: Characters of a name and of what explains it.
LONGEST_NAME, LONGEST_DETAIL = 160, 600
#: As in ``incidents.grades``, worst first.
SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown")


class Evidence(StrEnum):
    """What must be handed in before a step is done."""

    NONE = "none"
    TEXT = "text"
    PHOTO = "photo"
    NUMBER = "number"


class Deed(StrEnum):
    """What the system does by itself when a step opens."""

    NOTIFY = "notify"
    OPEN_CAMERAS = "open_cameras"
    DRAFT_WARNING = "draft_warning"


class Action(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    do: Deed
    #: Who is notified; nothing else has an addressee.
    role: str = ""
    unit: str = ""


class StepDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: Words
    #: How it is done; may be left out.
    detail: Words | None = None
    #: Whose it is: a role, a unit, or a role in a unit.
    role: str = ""
    unit: str = ""
    #: From the start, or from the end of the step ``after``.
    minutes: float
    after: str = ""
    evidence: Evidence = Evidence.NONE
    action: Action | None = None

    @property
    def limit(self) -> timedelta:
        return timedelta(minutes=self.minutes)


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: Words
    #: Kind of incident; empty: every kind that has none of its own.
    kind: str = ""
    #: Empty: every severity.
    severities: tuple[str, ...] = ()
    steps: tuple[StepDefinition, ...]

    def fits(self, kind: str, severity: str) -> bool:
        return self.kind in ("", kind) and (not self.severities or severity in self.severities)

    def faults(
        self, *, kinds: Collection[str], units: Collection[str], languages: Iterable[str] = ()
    ) -> Iterator[tuple[str, str]]:
        """Field and what is wrong with it: ``steps[2].after``."""
        languages = tuple(languages)
        yield from _words("name", self.name, languages, LONGEST_NAME)
        if self.kind and self.kind not in kinds:
            yield "kind", f'"{self.kind}" is not among the kinds of incident'
        for severity in self.severities:
            if severity not in SEVERITIES:
                yield "severities", f'"{severity}" is none of {", ".join(SEVERITIES)}'
        if not 1 <= len(self.steps) <= MOST_STEPS:
            yield "steps", f"from 1 to {MOST_STEPS} steps"
        before = set[str]()
        for place, step in enumerate(self.steps):
            for field, reason in _of_step(step, before, units, languages):
                yield f"steps[{place}].{field}", reason
            before.add(step.id)


type Faults = Iterator[tuple[str, str]]


def _of_step(
    step: StepDefinition, before: set[str], units: Collection[str], languages: tuple[str, ...]
) -> Faults:
    if not step.id or len(step.id) > 50 or not step.id.replace("-", "").isalnum():
        yield "id", "is no short name of letters, digits and hyphens"
    elif step.id in before:
        yield "id", f'"{step.id}" stands twice'
    yield from _words("name", step.name, languages, LONGEST_NAME)
    if step.detail is not None:
        yield from _words("detail", step.detail, languages, LONGEST_DETAIL)
    yield from _office("", step.role, step.unit, units)
    if not 0 < step.minutes <= LONGEST_MINUTES:
        yield "minutes", f"is not above 0 and at most {LONGEST_MINUTES}"
    if step.after and step.after not in before:
        yield "after", f'"{step.after}" is no step before this one'
    yield from _of_action(step.action, units)


def _of_action(action: Action | None, units: Collection[str]) -> Faults:
    if action is None:
        return
    if action.do is Deed.NOTIFY:
        yield from _office("action.", action.role, action.unit, units)
    elif action.role or action.unit:
        yield "action", f"only {Deed.NOTIFY} has somebody to tell"


def _office(head: str, role: str, unit: str, units: Collection[str]) -> Faults:
    if not role and not unit:
        yield f"{head}role", "name a role or a unit"
    if role and role not in set(Role) - {Role.CITIZEN, Role.AUDITOR}:
        yield f"{head}role", f'"{role}" is no role that acts'
    if unit and unit not in units:
        yield f"{head}unit", f'"{unit}" is not among the departments and agencies'


def _words(field: str, said: Words, languages: tuple[str, ...], most: int) -> Faults:
    for code in languages:
        if not said.get(code, "").strip():
            yield field, f'words in "{code}" are missing'
    if any(len(text) > most for text in said.values()):
        yield field, f"is longer than {most} characters"
    if any(not sign.isprintable() and sign != "\n" for text in said.values() for sign in text):
        yield field, "holds a sign that no text has"


def chosen(definitions: Iterable[Definition], kind: str, severity: str) -> Definition | None:
    """Of those that fit, the one that names the kind; then the severity; then the first."""
    fitting = [one for one in definitions if one.fits(kind, severity)]
    return min(fitting, key=lambda one: (not one.kind, not one.severities), default=None)
