"""The picture and a frame as answers: what may be kept of them, by whom and for how long.

One place for all who answer with them; nothing is looked up or compressed here.
"""

from collections.abc import Sequence

from simin.domains.picture.frame import Snapshot, View
from simin.live import answers
from simin.live.answers import Answer
from simin.live.encoding import Encoding
from simin.live.frames import StoredFrame

#: Of what the next frame changes.
FOR_A_SECOND = b"public, max-age=1, s-maxage=1, stale-while-revalidate=5"
_FOR_EVER = b"public, max-age=31536000, immutable"


def of_now(snapshot: Snapshot, body: bytes, view: View, coding: Encoding) -> Answer:
    """The picture as it is shown now; ``body`` is ``snapshot`` in ``coding``."""
    cache = FOR_A_SECOND if view is View.PUBLIC else answers.NO_STORE
    return answers.document(body, view=view, cache=cache, tag=snapshot.hash, coding=coding)


def of_past(snapshot: Snapshot, body: bytes, view: View, coding: Encoding) -> Answer:
    """The picture as it was; it never changes."""
    cache = _immutable(view)
    return answers.document(body, view=view, cache=cache, tag=snapshot.hash, coding=coding)


def of_frame(frame: StoredFrame, body: bytes, view: View, coding: Encoding) -> Answer:
    """A frame; it never changes."""
    cache = _immutable(view)
    return answers.document(body, view=view, cache=cache, tag=frame.hash, coding=coding)


def of_frames(
    frames: Sequence[StoredFrame], body: bytes, view: View, coding: Encoding
) -> tuple[Answer, str]:
    """Several frames, one a line, and the tag that names them: each names the one before it."""
    tag = f"{frames[0].number}-{frames[-1].hash}"
    cache = _immutable(view)
    made = answers.document(
        body, view=view, cache=cache, tag=tag, coding=coding, kind=answers.LINES
    )
    return made, tag


def _immutable(view: View) -> bytes:
    """What is withheld must not outlive the session on a disk, so the office's is never kept."""
    return _FOR_EVER if view is View.PUBLIC else answers.NO_STORE
