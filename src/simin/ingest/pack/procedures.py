"""``procedures.toml``: what is to be done when an incident begins; a city may have none."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from simin.domains.procedures.definition import LONGEST_MINUTES, MOST_STEPS, Definition
from simin.domains.procedures.scenario import Scenario
from simin.ingest.pack.city import Slug
from simin.ingest.pack.stage import Severity
from simin.ingest.pack.toml_file import Entries
from simin.ingest.pack.words import Entry, Words


class StepAction(Entry, frozen=True, kw_only=True):
    """What the system does by itself when a step opens."""

    do: Literal["notify", "open_cameras", "draft_warning"]
    #: Who is notified.
    role: str = ""
    unit: str = ""


class ProcedureStep(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.procedures.definition.StepDefinition``."""

    id: Slug
    name: Words
    detail: Words | None = None
    role: str = ""
    unit: str = ""
    minutes: Annotated[float, Meta(gt=0, le=LONGEST_MINUTES)]
    after: str = ""
    evidence: Literal["none", "text", "photo", "number"] = "none"
    action: StepAction | None = None


class Procedure(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.procedures.definition.Definition``."""

    id: Slug
    name: Words
    #: Left out: for every kind that has none of its own.
    kind: str | None = None
    severities: tuple[Severity, ...] = ()
    steps: Annotated[tuple[ProcedureStep, ...], Meta(min_length=1, max_length=MOST_STEPS)]

    def definition(self) -> Definition:
        plain = _without_nothing(msgspec.to_builtins(self))
        return msgspec.convert(plain, Definition)


def _without_nothing(plain: object) -> object:
    if isinstance(plain, dict):
        return {name: _without_nothing(one) for name, one in plain.items() if one is not None}
    if isinstance(plain, list | tuple):
        return [_without_nothing(one) for one in plain]
    return plain


def check_procedures(
    listed: Entries[Procedure], kinds: Collection[str], units: Collection[str]
) -> None:
    """Collect what is wrong with a procedure in itself and with what it names."""
    for index, entry in listed.placed:
        for field, why in entry.definition().faults(kinds=kinds, units=units):
            listed.file.add(listed.table, index, field, why)


class DrillEvent(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.procedures.scenario.ScriptEvent``."""

    minutes: Annotated[float, Meta(ge=0)]
    text: Words
    severity: Severity | None = None
    state: str | None = None


class DrillScenario(Entry, frozen=True, kw_only=True):
    """As ``simin.domains.procedures.scenario.Scenario``."""

    id: Slug
    name: Words
    goal: Words | None = None
    kind: str
    severity: Severity = "moderate"
    title: Words
    district: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    script: tuple[DrillEvent, ...] = ()

    def scenario(self) -> Scenario:
        return msgspec.convert(_without_nothing(msgspec.to_builtins(self)), Scenario)


def check_drills(
    listed: Entries[DrillScenario],
    kinds: Mapping[str, Collection[str]],
    districts: Collection[str],
) -> None:
    """``kinds``: to the states of each."""
    for index, entry in listed.placed:
        states = kinds.get(entry.kind, ())
        told = entry.scenario()
        for field, why in told.faults(kinds=kinds, districts=districts, states=states):
            listed.file.add(listed.table, index, field, why)
