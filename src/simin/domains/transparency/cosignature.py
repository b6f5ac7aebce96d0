"""Witnesses: others who have seen that the log only grew, and sign for it (C2SP tlog-cosignature).

A cosignature says when the witness saw the checkpoint; that time is the witness's, not ours. Pure.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.note import WITNESS, Note, Signature, Verifier

_STAMP_BYTES = 8


@dataclass(frozen=True)
class Seen:
    """A witness's word that was checked."""

    witness: str
    at: datetime


def message(text: str, stamp: int) -> bytes:
    """What a witness signs: the checkpoint's text under a line with seconds since 1970."""
    return f"cosignature/v1\ntime {stamp}\n{text}".encode()


def checked(note: Note, witness: Verifier) -> Seen | None:
    """What ``witness`` says of the note; None: nothing. Raises ``NoteRefusedError``."""
    for one in note.signatures:
        if not one.is_by(witness):
            continue
        stamp = int.from_bytes(one.value[:_STAMP_BYTES])
        if not witness.verifies(message(note.text, stamp), one.value[_STAMP_BYTES:]):
            raise NoteRefusedError("cosignature", f"{witness.name} did not sign this checkpoint")
        return Seen(witness.name, _moment(stamp))
    return None


def cosign(note: Note, name: str, private: Ed25519PrivateKey, stamp: int) -> Signature:
    """What a witness does; here for tests, and for whoever wants to be one."""
    witness = Verifier(name, WITNESS, private.public_key().public_bytes_raw())
    signed = private.sign(message(note.text, stamp))
    return Signature(name, witness.key_id, stamp.to_bytes(_STAMP_BYTES) + signed)


def _moment(stamp: int) -> datetime:
    try:
        return datetime.fromtimestamp(stamp, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise NoteRefusedError("cosignature", "its time is none that there is") from error
