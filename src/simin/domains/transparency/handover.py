"""How one key of the log hands over to the next, so that who trusts the old one can follow. Pure.

A handover is a note that names both keys and where the log stands, signed by both. Where the old
key was lost, only the new one can sign: nobody follows that by machine, and a person must be told
by another way that the city says so.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from simin.domains.transparency.checkpoint import Checkpoint
from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.note import Note, Signer, Verifier, read_note, read_verifier

#: Second line of the note: no checkpoint has such a one.
HANDED_OVER, REPLACED = "key handed over", "key replaced, the old one is lost"


class KeyChange(msgspec.Struct, frozen=True, kw_only=True):
    """One key and the note that made it the log's; the first has none."""

    vkey: str
    note: str = ""

    @property
    def verifier(self) -> Verifier:
        return read_verifier(self.vkey)


class KeyHistory(msgspec.Struct, frozen=True, kw_only=True):
    """All keys of a log, the current one last."""

    keys: list[KeyChange]

    @property
    def verifiers(self) -> list[Verifier]:
        return [one.verifier for one in self.keys]

    def encoded(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    def then(self, change: KeyChange) -> "KeyHistory":
        return KeyHistory(keys=[*self.keys, change])


@dataclass(frozen=True)
class Handover:
    """What a note of handover says."""

    is_signed_by_old: bool
    old: Verifier
    new: Verifier


def read_history(encoded: bytes) -> KeyHistory:
    """Raises ``NoteRefusedError``."""
    try:
        history = msgspec.json.decode(encoded, type=KeyHistory)
    except msgspec.DecodeError as error:
        raise NoteRefusedError("keys", f"is no history of keys: {error}") from error
    if not history.keys:
        raise NoteRefusedError("keys", "names no key")
    return history


def hand_over(checkpoint: Checkpoint, old: Verifier, new: Signer, by: Signer | None) -> KeyChange:
    """``by``: the old key; None where it was lost."""
    lines = (
        checkpoint.origin,
        HANDED_OVER if by else REPLACED,
        str(old),
        str(new.verifier),
        str(checkpoint.size),
        base64.b64encode(checkpoint.root).decode(),
    )
    text = "".join(f"{line}\n" for line in lines)
    signed = [one.sign(text) for one in (by, new) if one is not None]
    return KeyChange(vkey=str(new.verifier), note=str(Note(text, tuple(signed))))


def read_handover(change: KeyChange) -> Handover:
    """Checked against the keys that it names. Raises ``NoteRefusedError``."""
    note = read_note(change.note.encode())
    lines = note.text.split("\n")
    if len(lines) < 7 or lines[1] not in (HANDED_OVER, REPLACED) or lines[3] != change.vkey:
        raise NoteRefusedError("keys", "a key is not the one that its note of handover names")
    old, new = read_verifier(lines[2]), read_verifier(lines[3])
    if {old.name, new.name} != {lines[0]} or not note.signed_by(new):
        raise NoteRefusedError("keys", "a handover is not signed by the key that takes over")
    return Handover(note.signed_by(old) and lines[1] == HANDED_OVER, old, new)


def followed(pinned: Verifier, history: KeyHistory) -> tuple[list[Verifier], bool]:
    """Keys that stand for the log to whoever holds ``pinned``, newest first; whether it was handed
    over all the way to the newest. Raises ``NoteRefusedError`` for a handover that is forged."""
    trusted = [pinned]
    for handover in _after(pinned, history.keys):
        if not handover.is_signed_by_old or handover.old != trusted[0]:
            return trusted, False
        trusted.insert(0, handover.new)
    return trusted, trusted[0] == history.keys[-1].verifier


def _after(pinned: Verifier, changes: Iterable[KeyChange]) -> Iterator[Handover]:
    found = False
    for change in changes:
        if found:
            yield read_handover(change)
        found = found or change.verifier == pinned
