"""Takes cosignatures of the witnesses that the installation knows, one file each.

What a witness signed is kept as it came, under our own checkpoint of that size: whoever looks finds
there how far the witness has followed. A witness never goes back, and one that signs another root
than ours at the same size is told so loudly: that is the split view which witnesses are there for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.transparency import proving
from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.cosignature import checked
from simin.domains.transparency.errors import NoteRefusedError
from simin.domains.transparency.folder import CHECKPOINT, WITNESSED, LogFolder
from simin.domains.transparency.keys import history_of
from simin.domains.transparency.note import Note, Verifier, read_note


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
    for witness, _ in known:
        _ensure_onwards(folder, witness, checkpoint)
        kept = [one for one in note.signatures if one.name in (checkpoint.origin, witness.name)]
        folder.write(path_of(witness), str(Note(note.text, tuple(kept))).encode())
    return Witnessed(known[0][0], checkpoint, known[0][1].at)


def _ensure_ours(folder: LogFolder, checkpoint: Checkpoint) -> None:
    newest = opened(folder.read(CHECKPOINT) or b"", history_of(folder).verifiers)[0]
    if checkpoint.size > newest.size:
        raise NoteRefusedError("checkpoint", f"is of {checkpoint.size} leaves; there are fewer")
    if proving.root_at(checkpoint.size, folder.hashes_at(newest.size)) != checkpoint.root:
        raise NoteRefusedError(
            "checkpoint", f"has another root than this log at {checkpoint.size}: a split view"
        )


def _ensure_onwards(folder: LogFolder, witness: Verifier, checkpoint: Checkpoint) -> None:
    kept = _kept(folder, witness)
    if kept is not None and kept.size > checkpoint.size:
        said = f"{witness.name} has signed {kept.size} leaves already"
        raise NoteRefusedError("checkpoint", said)


def _kept(folder: LogFolder, witness: Verifier) -> Checkpoint | None:
    encoded = folder.read(path_of(witness))
    return opened(encoded, history_of(folder).verifiers)[0] if encoded else None


def standing(folder: LogFolder, witnesses: Sequence[Verifier]) -> Iterator[Witnessed]:
    """How far each has followed."""
    for witness in witnesses:
        encoded = folder.read(path_of(witness))
        seen = checked(read_note(encoded), witness) if encoded else None
        yield Witnessed(witness, _kept(folder, witness), seen.at if seen else None)
