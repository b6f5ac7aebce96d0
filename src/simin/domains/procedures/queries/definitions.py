"""Procedures as they are defined, and how they once were."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from simin.domains.procedures.definition import Definition, chosen
from simin.domains.procedures.errors import UnknownProcedureError
from simin.domains.procedures.models import Procedure, ProcedureVersion


@dataclass(frozen=True, kw_only=True)
class ProcedureState:
    """A definition and where it stands."""

    definition: Definition
    version: int
    enabled: bool
    edited: bool
    #: The pack has one of this id.
    of_pack: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    number: int
    definition: Definition
    change: str
    by: str
    why: str
    at: datetime


def procedures() -> list[ProcedureState]:
    """All, in the pack's order."""
    return [_state(row) for row in Procedure.objects.all()]


def procedure(procedure_id: str) -> ProcedureState:
    """Raises ``UnknownProcedureError``."""
    row = None if "\0" in procedure_id else Procedure.objects.filter(id=procedure_id).first()
    if row is None:
        raise UnknownProcedureError(f"no procedure {procedure_id!r}")
    return _state(row)


def versions(procedure_id: str) -> list[Version]:
    """The newest first."""
    rows = ProcedureVersion.objects.filter(procedure=procedure_id).order_by("-number")
    return [_version(row) for row in rows]


def version(procedure_id: str, number: int) -> Version:
    """Raises ``UnknownProcedureError``."""
    row = ProcedureVersion.objects.filter(procedure=procedure_id, number=number).first()
    if row is None:
        raise UnknownProcedureError(f"procedure {procedure_id!r} has no version {number}")
    return _version(row)


def for_incident(kind: str, severity: str) -> ProcedureState | None:
    """The procedure that is meant for such an incident, of those that are switched on."""
    states = [one for one in procedures() if one.enabled]
    found = chosen((one.definition for one in states), kind, severity)
    return next((one for one in states if one.definition is found), None)


def _state(row: Procedure) -> ProcedureState:
    return ProcedureState(
        definition=msgspec.convert(row.definition, Definition),
        version=row.version,
        enabled=row.enabled,
        edited=row.edited,
        of_pack=row.of_pack is not None,
    )


def _version(row: ProcedureVersion) -> Version:
    return Version(
        number=row.number,
        definition=msgspec.convert(row.definition, Definition),
        change=row.change,
        by=row.by,
        why=row.why,
        at=row.at,
    )
