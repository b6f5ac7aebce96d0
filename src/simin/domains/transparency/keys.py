"""The key that signs the log: one file of the data folder, for its owner alone, never in a log.

It is made with the city. A log that has lost its key never gets a new one by itself: that would be
taken for a forgery, and rightly. Rotation may be cut off at any step and is then finished or
undone, by what the public history of keys says.
"""

from pathlib import Path

from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.errors import KeyMissingError, NoteRefusedError
from simin.domains.transparency.folder import CHECKPOINT, KEY, KEYS, LogFolder
from simin.domains.transparency.handover import KeyChange, KeyHistory, hand_over, read_history
from simin.domains.transparency.note import Signer, read_signer
from simin.kit import whole_file

_NEXT = ".next"
_SECRET = 0o600


def signer_of(file: Path, folder: LogFolder, origin: str) -> Signer:
    """The log's key; made where there is neither key nor log. Raises ``KeyMissingError``."""
    _finish_rotation(file, folder)
    if not file.exists():
        if folder.read(KEYS) is not None or folder.read(CHECKPOINT) is not None:
            raise KeyMissingError(
                f"{file} is gone, and with it the key that signs the log: restore it, or run: "
                "simin log replace-lost-key"
            )
        _keep(file, Signer.new(origin))
    signer = read_signer(file.read_text())
    if folder.read(KEYS) is None:
        _publish(folder, KeyHistory(keys=[KeyChange(vkey=str(signer.verifier))]))
    elif history_of(folder).verifiers[-1] != signer.verifier:
        raise KeyMissingError(f"{file} is not the key that the log's history of keys ends with")
    return signer


def history_of(folder: LogFolder) -> KeyHistory:
    """Every key that the log ever had. Raises ``NoteRefusedError``."""
    encoded = folder.read(KEYS)
    if encoded is None:
        raise NoteRefusedError("keys", "there is no history of keys")
    return read_history(encoded)


def rotate(file: Path, folder: LogFolder) -> Signer:
    """A new key takes over, and both sign that it does; the old one is destroyed."""
    _finish_rotation(file, folder)
    if not file.exists():
        raise KeyMissingError(f"{file} is gone; run: simin log replace-lost-key")
    old = read_signer(file.read_text())
    return _succeed(file, folder, Signer.new(old.name), by=old)


def replace_lost(file: Path, folder: LogFolder) -> Signer:
    """A new key takes over without the old one's word. Raises where the old one is there."""
    _finish_rotation(file, folder)
    if file.exists():
        raise NoteRefusedError("key", "is not lost; run: simin log rotate-key")
    return _succeed(file, folder, Signer.new(history_of(folder).verifiers[-1].name), by=None)


def _succeed(file: Path, folder: LogFolder, new: Signer, *, by: Signer | None) -> Signer:
    """The new key is kept, then announced, then used: each step alone decides nothing."""
    history = history_of(folder)
    change = hand_over(_stands(folder, history), history.verifiers[-1], new, by)
    _keep(file.with_suffix(_NEXT), new)
    _publish(folder, history.then(change))
    _finish_rotation(file, folder)
    return new


def _stands(folder: LogFolder, history: KeyHistory) -> Checkpoint:
    return opened(folder.read(CHECKPOINT) or b"", history.verifiers)[0]


def _finish_rotation(file: Path, folder: LogFolder) -> None:
    following = file.with_suffix(_NEXT)
    if not following.exists():
        return
    if read_signer(following.read_text()).verifier == history_of(folder).verifiers[-1]:
        following.replace(file)
        whole_file.sync_folder(file.parent)
        _publish(folder, history_of(folder))
    else:
        following.unlink()


def _keep(file: Path, signer: Signer) -> None:
    text = signer.secret_text() + "\n"
    whole_file.write(file, lambda aside: aside.write_text(text), mode=_SECRET)


def _publish(folder: LogFolder, history: KeyHistory) -> None:
    folder.write(KEYS, history.encoded())
    folder.write(KEY, f"{history.verifiers[-1]}\n".encode())
