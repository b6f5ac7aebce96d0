"""What ``simin check`` says of the transparency log: whether it is whole, signed and going on."""

from simin.config.checkup import Finding
from simin.config.environment import Environment
from simin.domains.transparency import proving
from simin.domains.transparency.checkpoint import Checkpoint, opened
from simin.domains.transparency.errors import LogDamagedError, NoteRefusedError, TileMissingError
from simin.domains.transparency.folder import CHECKPOINT, LogFolder
from simin.domains.transparency.keys import history_of

_WHAT = "transparency log"
_MEND = "see docs/how-to/prove-the-picture.md"
#: Leaves that may wait while a city runs; more, and nobody takes them in.
_MOST_WAITING = 1000


def check_log(environment: Environment, submitted: int) -> Finding:
    """``submitted``: how many leaves the database has given a place."""
    folder = LogFolder(environment.log_folder)
    if folder.read(CHECKPOINT) is None and not submitted:
        return Finding(_WHAT, True, "has no leaf yet")
    try:
        checkpoint = opened(folder.read(CHECKPOINT) or b"", history_of(folder).verifiers)[0]
        root = proving.root_at(checkpoint.size, folder.hashes)
    except (NoteRefusedError, LogDamagedError, TileMissingError, OSError) as error:
        return Finding(_WHAT, False, str(error), _MEND)
    return _judged(environment, checkpoint, root, submitted)


def _judged(
    environment: Environment, checkpoint: Checkpoint, root: bytes, submitted: int
) -> Finding:
    waiting = submitted - checkpoint.size
    if root != checkpoint.root:
        return Finding(_WHAT, False, "its tiles lead to another root than is signed", _MEND)
    if not environment.log_key_file.exists():
        return Finding(_WHAT, False, f"its key {environment.log_key_file} is gone", _MEND)
    if waiting < 0:
        return Finding(_WHAT, False, f"has {-waiting} leaves that the database does not", _MEND)
    if waiting > _MOST_WAITING:
        return Finding(_WHAT, False, f"stands still: {waiting} leaves wait", _MEND)
    return Finding(_WHAT, True, f"{checkpoint.size} leaves, root {checkpoint.short_root}")
