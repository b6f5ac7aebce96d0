"""Procedures as the pack has them and as people change them.

A person's version stands until a person gives it up: a newer pack is kept beside it. Whoever saves
says which version was looked at, so that nobody overwrites what nobody has seen.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.identity import queries as identity
from simin.domains.incidents import queries as incidents
from simin.domains.places import queries as places
from simin.domains.procedures.definition import Definition
from simin.domains.procedures.errors import StaleProcedureError, UnknownProcedureError
from simin.domains.procedures.events import ProcedureChanged
from simin.domains.procedures.models import Procedure, ProcedureVersion
from simin.domains.procedures.policies import Actor, check_keeps
from simin.kit.clock import SystemClock, city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

LONGEST_WHY = 500


@transaction.atomic
def define_procedures(definitions: Iterable[Definition], *, at: datetime) -> None:
    """Take in the pack's, at city time ``at``; those that it has no more are switched off."""
    given = {one.id: one for one in definitions}
    outbox.take_turns()
    known = {row.id: row for row in Procedure.objects.select_for_update().order_by("id")}
    for order, one in enumerate(given.values()):
        _define(known.get(one.id), one, order, at)
    for row in known.values():
        if row.id not in given and row.of_pack is not None:
            row.of_pack = None
            if not row.edited and row.enabled:
                row.enabled = False
                _next(row, "switched_off", by="", why="", at=at)
            row.save()


def _define(row: Procedure | None, told: Definition, order: int, at: datetime) -> None:
    plain = _plain(told)
    if row is None:
        made = Procedure.objects.create(id=told.id, definition=plain, of_pack=plain, order=order)
        _keep(made, "made", by="", why="", at=at)
        return
    row.order = order
    if row.of_pack != plain:
        returned, row.of_pack = row.of_pack is None, plain
        if not row.edited:
            row.definition, row.enabled = plain, row.enabled or returned
            _next(row, "changed", by="", why="", at=at)
    row.save()


@transaction.atomic
def save(told: Definition, *, seen: int | None, why: str, by: Actor) -> int:
    """Make ``told`` stand; its version. ``seen``: the version looked at; None: it is new.

    What runs keeps the version with which it began. Raises ``RejectedError`` naming the first field
    that makes no sense, ``StaleProcedureError`` where somebody else was faster.
    """
    check_keeps(by)
    checked(told)
    _reasoned(why)
    at = city_clock().now()
    outbox.take_turns()
    row = Procedure.objects.select_for_update().filter(id=told.id).first()
    if row is None:
        if seen is not None:
            raise UnknownProcedureError(f"no procedure {told.id!r}")
        last = Procedure.objects.count()
        row = Procedure.objects.create(id=told.id, definition=_plain(told), edited=True, order=last)
        _keep(row, "made", by=by.username, why=why, at=at)
        return 1
    _not_stale(row, seen)
    if row.definition != _plain(told):
        row.definition, row.edited = _plain(told), True
        _next(row, "changed", by=by.username, why=why, at=at)
        row.save()
    return row.version


@transaction.atomic
def switch(procedure: str, *, on: bool, seen: int, why: str, by: Actor) -> None:
    """Begin it with incidents, or no more; what runs goes on. Raises ``StaleProcedureError``."""
    check_keeps(by)
    _reasoned(why)
    outbox.take_turns()
    row = Procedure.objects.select_for_update().filter(id=procedure).first()
    if row is None:
        raise UnknownProcedureError(f"no procedure {procedure!r}")
    _not_stale(row, seen)
    if row.enabled != on:
        row.enabled = on
        change = "switched_on" if on else "switched_off"
        _next(row, change, by=by.username, why=why, at=city_clock().now())
        row.save()


def checked(told: Definition) -> None:
    """Raises ``RejectedError`` naming the first field that makes no sense."""
    for field, reason in faults(told).items():
        raise RejectedError(field, reason)


def faults(told: Definition) -> dict[str, str]:
    """Field to what is wrong with it; the first of each."""
    found: dict[str, str] = {}
    known = told.faults(
        kinds={one.id for one in incidents.kinds()},
        units={one.id for one in identity.departments()},
        languages=places.city().languages,
    )
    for field, reason in known:
        found.setdefault(field, reason)
    return found


def _reasoned(why: str) -> None:
    if not why.strip():
        raise RejectedError("why", "say why")


def _not_stale(row: Procedure, seen: int | None) -> None:
    if seen != row.version:
        raise StaleProcedureError(row.id, row.version)


def _next(row: Procedure, change: str, *, by: str, why: str, at: datetime) -> None:
    row.version += 1
    _keep(row, change, by=by, why=why, at=at)


def _keep(row: Procedure, change: str, *, by: str, why: str, at: datetime) -> None:
    why = why.strip()[:LONGEST_WHY]
    ProcedureVersion.objects.create(
        procedure=row,
        number=row.version,
        definition=row.definition,
        change=change,
        by=by,
        why=why,
        at=SystemClock().now(),
    )
    told = ProcedureChanged(procedure=row.id, version=row.version, change=change, why=why, by=by)
    outbox.append(told, at=at)


def _plain(told: Definition) -> dict[str, Any]:
    """As the database gives it back."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told))
    return plain
