"""Whether the chains of directives are whole, and say what the directives say.

Reads everything: for the command line, never for a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from simin.domains.audit import queries as audit
from simin.domains.directives.chain import Link, link_hash
from simin.domains.directives.errors import UnknownDirectiveError
from simin.domains.directives.kept_files import hash_of
from simin.domains.directives.models import ChainEntry, Directive, Evidence
from simin.domains.directives.words import said
from simin.kit.hash_chain import GENESIS


@dataclass(frozen=True)
class Broken:
    """The first entry of a directive that does not fit; position 0 is the directive itself."""

    directive: str
    position: int
    reason: str


def verify(directive_id: str | None = None) -> tuple[int, list[Broken]]:
    """How many directives were looked at, and what is wrong with them, one fault each.

    Raises ``UnknownDirectiveError``.
    """
    found = Directive.objects.order_by("id")
    if directive_id is not None:
        found = found.filter(id=directive_id)
    looked, faults = 0, list[Broken]()
    for one in found.iterator(chunk_size=200):
        looked += 1
        faults += list(_faults(one))[:1]
    if directive_id is not None and not looked:
        raise UnknownDirectiveError(f"no directive {directive_id}")
    return looked, faults


def _faults(one: Directive) -> Iterator[Broken]:
    entries = list(ChainEntry.objects.filter(directive=one).order_by("position"))
    noted = _noted(one)
    previous = GENESIS
    for expected, entry in enumerate(entries, start=1):
        reason = _entry_fault(entry, expected, previous)
        if reason is None and noted.get(entry.position, entry.hash) != entry.hash:
            reason = "was rewritten since the audit trail noted its hash"
        if reason is not None:
            yield Broken(one.id, expected, reason)
        previous = entry.hash
    yield from _whole(one, entries, previous, max(noted, default=0))


def _entry_fault(entry: ChainEntry, expected: int, previous: str) -> str | None:
    if entry.position != expected:
        return "is missing"
    if entry.previous != previous:
        return "does not follow the one before"
    return None if entry.hash == link_hash(link_of(entry), previous) else "was changed"


def link_of(entry: ChainEntry) -> Link:
    return Link(
        directive=entry.directive_id,
        position=entry.position,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        state=entry.state,
        text=entry.text,
        details=entry.details,
        key=entry.key,
    )


def _whole(
    one: Directive, entries: Sequence[ChainEntry], last: str, noted: int
) -> Iterator[Broken]:
    if one.entries != len(entries) or one.head != last or noted > len(entries):
        yield Broken(one.id, len(entries) + 1, "was removed from the end")
        return
    if not entries or one.state != entries[-1].state:
        yield Broken(one.id, 0, "is in another state than its chain says")
    told = dict[str, Any]()
    for entry in entries:
        told |= msgspec.json.decode(entry.details).get("says", {})
    if told != said(one):
        fields = sorted(name for name, value in said(one).items() if told.get(name) != value)
        yield Broken(one.id, 0, f"says something else than its chain: {', '.join(fields)}")
    yield from _evidence_faults(one, entries)


def _evidence_faults(one: Directive, entries: Sequence[ChainEntry]) -> Iterator[Broken]:
    kept = {piece.position: piece for piece in Evidence.objects.filter(directive=one)}
    for entry in entries:
        told = msgspec.json.decode(entry.details).get("evidence")
        if told is None:
            continue
        piece = kept.pop(entry.position, None)
        if piece is None:
            yield Broken(one.id, entry.position, "its evidence was removed")
        elif told != described(piece) or hash_of(piece) != piece.sha256:
            yield Broken(one.id, entry.position, "its evidence was changed")
    for position in sorted(kept):
        yield Broken(one.id, position, "evidence that no entry names")


def described(piece: Evidence) -> dict[str, Any]:
    """What the chain keeps of a piece of evidence."""
    return {
        "kind": piece.kind,
        "name": piece.name,
        "sha256": piece.sha256,
        "value": piece.value,
        "measure": piece.measure,
    }


def _noted(one: Directive) -> dict[int, str]:
    """Position to hash, as the audit trail noted them."""
    entries = audit.entries(subject=f"directive/{one.id}", limit=1000)
    return {
        entry.details["position"]: entry.details["hash"]
        for entry in entries
        if {"position", "hash"} <= entry.details.keys()
    }
