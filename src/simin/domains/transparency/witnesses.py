"""Takes cosignatures of the witnesses that the installation knows, one file each.

What a witness signed is kept as it came, under our own checkpoint of that size: whoever looks finds
there how far the witness has followed. A witness never goes back, and one that signs another root
than ours at the same size is told so loudly: that is the split view which witnesses are there for.
"""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from simin.domains.transparency import proving
from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.cosignature import Seen, checked
from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.folder import CHECKPOINT, WITNESSED, LogFolder
from simin.domains.transparency.keys import history_of
from simin.domains.transparency.note import Note, Verifier, read_note

_LOCK = ".witnessed.lock"


@dataclass(frozen=True)
class Witnessed:
    """How far a witness has followed; ``at`` is the witness's time."""

    witness: Verifier
    checkpoint: Checkpoint | None = None
    at: datetime | None = None

    @property
    def path(self) -> str:
        return path_of(self.witness)


def path_of(witness: Verifier) -> str:
    return f"{WITNESSED}/{witness.key_id.hex()}"


def take(folder: LogFolder, witnesses: Sequence[Verifier], encoded: bytes) -> Witnessed:
    """A checkpoint of ours with a cosignature under it. Raises ``NoteRefusedError``."""
    checkpoint, note, _ = opened(encoded, history_of(folder).verifiers)
    found = [(one, checked(note, one)) for one in witnesses]
    known = [(one, seen) for one, seen in found if seen is not None]
    if not known:
        raise NoteRefusedError("cosignature", "no witness that is known here has signed this")
    _ensure_ours(folder, checkpoint)
    with _one_at_a_time(folder):
        _keep(folder, checkpoint, note, known)
    return Witnessed(known[0][0], checkpoint, known[0][1].at)


@contextmanager
def _one_at_a_time(folder: LogFolder) -> Iterator[None]:
    """Over processes: none puts an older word over a newer one that it has not seen."""
    with (folder.folder / _LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _keep(
    folder: LogFolder, checkpoint: Checkpoint, note: Note, known: Sequence[tuple[Verifier, Seen]]
) -> None:
    for witness, seen in known:
        _ensure_onwards(folder, witness, checkpoint, seen)
        kept = [one for one in note.signatures if one.name in (checkpoint.origin, witness.name)]
        folder.write(path_of(witness), str(Note(note.text, tuple(kept))).encode())


def _ensure_ours(folder: LogFolder, checkpoint: Checkpoint) -> None:
    newest = opened(folder.read(CHECKPOINT) or b"", history_of(folder).verifiers)[0]
    if checkpoint.size > newest.size:
        raise NoteRefusedError("checkpoint", f"is of {checkpoint.size} leaves; there are fewer")
    if proving.root_at(checkpoint.size, folder.hashes_at(newest.size)) != checkpoint.root:
        raise NoteRefusedError(
            "checkpoint", f"has another root than this log at {checkpoint.size}: a split view"
        )


def _ensure_onwards(
    folder: LogFolder, witness: Verifier, checkpoint: Checkpoint, seen: Seen
) -> None:
    last = _last(folder, witness)
    if last.checkpoint is None or last.at is None:
        return
    if last.checkpoint.size > checkpoint.size:
        said = f"{witness.name} has signed {last.checkpoint.size} leaves already"
        raise NoteRefusedError("checkpoint", said)
    if last.at > seen.at:
        raise NoteRefusedError("cosignature", f"{witness.name} has signed later already")


def _last(folder: LogFolder, witness: Verifier) -> Witnessed:
    encoded = folder.read(path_of(witness))
    if not encoded:
        return Witnessed(witness)
    seen = checked(read_note(encoded), witness)
    checkpoint = opened(encoded, history_of(folder).verifiers)[0]
    return Witnessed(witness, checkpoint, seen.at if seen else None)


def standing(folder: LogFolder, witnesses: Sequence[Verifier]) -> Iterator[Witnessed]:
    """How far each has followed."""
    return (_last(folder, witness) for witness in witnesses)
