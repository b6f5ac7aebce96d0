"""Where the log stands, for the page: from its files and from two rows of the picture."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.formats import number_format

from simin.domains.picture import queries as picture
from simin.domains.transparency import queries, witnesses
from simin.domains.transparency.checkpoint import opened
from simin.domains.transparency.errors import LogDamagedError, NoteRefusedError
from simin.domains.transparency.folder import CHECKPOINT, LogFolder
from simin.domains.transparency.keys import history_of
from simin.domains.transparency.note import read_verifier
from simin.domains.transparency.witnesses import Witnessed


@dataclass(frozen=True)
class Standing:
    """What the page says."""

    origin: str
    size: int
    short_root: str
    vkey: str
    #: How many keys the log has had.
    keys: int
    #: Leaves that have their place and are not under a checkpoint yet.
    waiting: int
    #: Frames in an hour, by those that are kept.
    hourly: int
    #: The newest that was published.
    frame: int
    witnesses: list[Witnessed]

    @property
    def words(self) -> dict[str, str]:
        """Its numbers, as the viewer writes them."""
        told = {"size": self.size, "frame": self.frame, "hourly": self.hourly}
        told["waiting"] = self.waiting
        return {name: number_format(value, force_grouping=True) for name, value in told.items()}


def standing() -> Standing | None:
    """None before the log's first checkpoint, or where its files cannot be read."""
    folder = LogFolder(settings.SIMIN_LOG)
    try:
        history = history_of(folder)
        checkpoint = opened(folder.read(CHECKPOINT) or b"", history.verifiers)[0]
        known = [read_verifier(vkey) for vkey in settings.SIMIN_LOG_WITNESSES]
        seen = list(witnesses.standing(folder, known))
    except (NoteRefusedError, LogDamagedError, OSError):
        return None
    return Standing(
        origin=checkpoint.origin,
        size=checkpoint.size,
        short_root=checkpoint.short_root,
        vkey=str(history.verifiers[-1]),
        keys=len(history.keys),
        waiting=max(queries.submitted() - checkpoint.size, 0),
        hourly=_hourly(picture.span()),
        frame=picture.head(),
        witnesses=seen,
    )


def _hourly(span: tuple[int, datetime, int, datetime] | None) -> int:
    if span is None:
        return 0
    first, since, last, until = span
    hours = (until - since).total_seconds() / 3600
    return round((last - first) / hours) if hours > 0 else 0
