"""Read the audit trail, and see whether it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.audit.chain import GENESIS, Deed, entry_hash
from simin.domains.audit.models import AuditEntry

#: What an account saw of a person.
READ_ACTION = "personal.read"


@dataclass(frozen=True)
class Entry:
    """One deed, as it is shown."""

    position: int
    at: datetime
    account: str
    action: str
    subject: str
    details: dict[str, Any]
    address: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """The first entry that does not fit."""

    position: int
    reason: str


@dataclass(frozen=True)
class Head:
    """The newest entry; note it elsewhere and nobody can rewrite what stands before."""

    position: int
    hash: str


def head() -> Head:
    """The newest entry; position 0 and ``GENESIS`` before the first."""
    newest = AuditEntry.objects.order_by("-position").values_list("position", "hash").first()
    return Head(*newest) if newest else Head(0, GENESIS)


def entries(
    *,
    before: int | None = None,
    limit: int = 100,
    account: str | None = None,
    subject: str | None = None,
    action: str | None = None,
) -> list[Entry]:
    """Newest first; the next page stands before the last position of this one."""
    asked = {"account": account, "subject": subject, "action": action, "position__lt": before}
    found = AuditEntry.objects.filter(**{name: it for name, it in asked.items() if it is not None})
    return [_entry(row) for row in found.order_by("-position")[:limit]]


def readers_of(person: str, *, before: int | None = None, limit: int = 100) -> list[Entry]:
    """Who looked at the personal data of ``person``, newest first."""
    return entries(subject=person, action=READ_ACTION, before=before, limit=limit)


def verify(*, noted: Head | None = None) -> Broken | None:
    """The first entry that does not fit, or None. ``noted`` is an earlier head, kept elsewhere.

    Reads the whole trail: for the command line and the worker, never for a page.
    """
    previous, expected = GENESIS, 1
    for row in _all():
        broken = _fault(row, expected, previous)
        if broken is None and noted and noted.position == expected and noted.hash != row.hash:
            broken = "was rewritten since its hash was noted"
        if broken is not None:
            return Broken(expected, broken)
        previous, expected = row.hash, expected + 1
    if noted and noted.position >= expected:
        return Broken(expected, "was removed from the end")
    return None


def _all() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("position").iterator(chunk_size=1000)


def _fault(row: AuditEntry, expected: int, previous: str) -> str | None:
    if row.position != expected:
        return "is missing"
    if row.previous != previous:
        return "does not follow the one before"
    if row.hash != entry_hash(_deed(row), previous):
        return "was changed"
    return None


def _deed(row: AuditEntry) -> Deed:
    return Deed(
        position=row.position,
        at=row.at,
        account=row.account,
        action=row.action,
        subject=row.subject,
        details=row.details,
        address=row.address,
    )


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        position=row.position,
        at=row.at,
        account=row.account,
        action=row.action,
        subject=row.subject,
        details=msgspec.json.decode(row.details),
        address=row.address,
        hash=row.hash,
    )
