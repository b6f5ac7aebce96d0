"""Keep what both sides of a call agreed to record; delete it when one agrees no longer."""

from collections.abc import Iterator
from datetime import timedelta
from io import RawIOBase
from typing import BinaryIO, cast

from django.db import transaction

from simin.domains.field import queries
from simin.domains.field.events import RecordingEnded
from simin.domains.field.models import Call, Piece, Report, Upload
from simin.domains.field.policies import LARGEST_RECORDING
from simin.domains.field.services.files import STORE, forget_files, kept_by_a_report
from simin.domains.field.services.record import News, Sent, added, known, locked, told
from simin.kit.errors import RejectedError
from simin.kit.file_store import Stored, store_of
from simin.kit.translated import words

#: First bytes to media type: what ``MediaRecorder`` writes.
_WEBM, _MP4 = b"\x1a\x45\xdf\xa3", b"ftyp"


class Pieces(RawIOBase):
    """The pieces of an upload as one stream: a recording does not fit into memory."""

    def __init__(self, upload: Upload) -> None:
        self._pieces = _in_order(upload)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """One piece, whatever ``size`` says; empty at the end."""
        return next(self._pieces, b"")


def _in_order(upload: Upload) -> Iterator[bytes]:
    rows = Piece.objects.filter(upload=upload).order_by("offset").values_list("content", flat=True)
    for content in rows.iterator(chunk_size=4):
        yield bytes(content)


def media_type(first: bytes) -> str:
    """Raises ``RejectedError`` for what no browser records."""
    if first.startswith(_WEBM):
        return "video/webm"
    if first[4:8] == _MP4:
        return "video/mp4"
    raise RejectedError("recording", "is neither WebM nor MP4")


def keep_recording(upload: Upload, sent: Sent) -> Report:
    """The report; raises ``RejectedError`` where somebody took the consent back meanwhile.

    Its link may have ended: a call outlasts it, and what both agreed to is whole without it.
    """
    first = Piece.objects.filter(upload=upload, offset=0).values_list("content", flat=True).first()
    kind = media_type(bytes(first or b"")[:16])
    stored = _stored(upload)
    with kept_by_a_report(stored.name), transaction.atomic():
        found = locked(upload.invitation_id)
        same = known(found, sent)
        if same is not None:
            return same
        _check_agreed(upload.call)
        until = sent.now + timedelta(days=queries.rules().recordings_days)
        kept = {"file": stored.name, "media_type": kind, "size": stored.size, "file_until": until}
        said = words("The call was recorded; both sides agreed")
        news = News(kind="recording", timeline=said, call=upload.call, kept=kept)
        made = added(found, sent, news)
        if not store_of(STORE).exists(stored.name):
            _stored(upload)
        told(
            RecordingEnded, found, by=sent.by, call=upload.call, recording=made.id, kept=True,
            expires_at=until,
        )  # fmt: skip
        return made


def _stored(upload: Upload) -> Stored:
    return store_of(STORE).put(cast("BinaryIO", Pieces(upload)), most=LARGEST_RECORDING)


def _check_agreed(call_id: str) -> None:
    call = Call.objects.select_for_update().get(id=call_id)
    if call.phone_agrees_at is None or call.room_agrees_at is None:
        raise RejectedError("recording", "one side does not agree any more")


def delete_recordings(call: Call, by: str) -> None:
    """Whatever was recorded of a call, whole or not; inside the transaction of who said no."""
    Upload.objects.filter(call=call.id, kind="recording", report=None).delete()
    for report in Report.objects.filter(call=call.id, kind="recording").exclude(file=""):
        forget_files([report])
        told(RecordingEnded, call.invitation, by=by, call=call.id, recording=report.id, kept=False)
