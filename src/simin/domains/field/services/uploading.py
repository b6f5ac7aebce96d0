"""Files that arrive in pieces over a weak network, and go on where they broke off.

As tus 1.0.0 has it: the sender asks for the offset and sends what follows. A piece commits with the
offset that it leads to, so a broken connection costs one piece and a repeated one is seen by its
offset. What arrived whole becomes a report once; until then it is not shown to anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import structlog
from django.db import Error, transaction

from simin.domains.field import policies
from simin.domains.field.errors import NoConsentError, UnknownUploadError, WrongOffsetError
from simin.domains.field.models import Call, Invitation, Piece, Report, Upload
from simin.domains.field.services.record import Sent, check_key, held, held_good
from simin.domains.field.services.recording import keep_recording
from simin.domains.field.services.reporting import checked_text, keep_photo
from simin.domains.field.states import CallState
from simin.kit import pictures
from simin.kit.errors import RejectedError, SiminError

log = structlog.get_logger()

RECORDING = "recording"
LARGEST = {
    "photo": pictures.LARGEST,
    "snapshot": pictures.LARGEST,
    RECORDING: policies.LARGEST_RECORDING,
}
#: Calls of which something can have been recorded.
_SPOKEN = frozenset({CallState.ACTIVE, CallState.ENDED, CallState.LOST})


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What the sender says before the first piece."""

    kind: str
    #: Bytes; None: told with the last piece.
    length: int | None
    text: str = ""
    call: str = ""


@transaction.atomic
def begin(handle: str, told: Begun, *, sent: Sent) -> Upload:
    """The upload; the same key again gives the one that was begun, wherever it stands."""
    found = _let_in(handle, told.kind, sent.now)
    same = Upload.objects.filter(invitation=found, key=sent.kept_key).first()
    if same is not None:
        return same
    _check(found, told, sent)
    return Upload.objects.create(
        id=uuid4().hex,
        invitation=found,
        kind=told.kind,
        key=sent.kept_key,
        call=told.call,
        by=sent.by,
        text=checked_text(told.text),
        at=sent.written_at or sent.now,
        length=told.length,
        expires_at=sent.now + policies.UPLOAD_PATIENCE,
    )


def _check(found: Invitation, told: Begun, sent: Sent) -> None:
    if told.kind not in LARGEST:
        raise RejectedError("kind", f"is none of {', '.join(LARGEST)}")
    check_key(sent)
    _check_length(told.kind, told.length)
    if Upload.objects.filter(invitation=found, report=None).count() >= policies.MOST_UPLOADS:
        raise RejectedError("key", "too many uploads are under way")
    if told.kind == RECORDING:
        _check_consent(found, told.call)


def _check_length(kind: str, length: int | None) -> None:
    if length is None:
        return
    if not 0 < length <= LARGEST[kind]:
        raise RejectedError("Upload-Length", f"is not between 1 and {LARGEST[kind]}")


def _check_consent(found: Invitation, call_id: str) -> None:
    """As long as a call is recorded both sides agree; after its end what was agreed to goes on."""
    call = Call.objects.filter(invitation=found, id=call_id).first()
    agreed = call is not None and call.phone_agrees_at and call.room_agrees_at
    if call is None or not agreed or call.state not in _SPOKEN:
        raise NoConsentError("a call is recorded only while both sides agree")


@transaction.atomic
def append(
    handle: str, upload_id: str, *, offset: int, content: bytes, length: int | None, now: datetime
) -> Upload:
    """The piece that begins at ``offset``; ``length`` once it is known.

    Raises ``WrongOffsetError`` (409) for any other offset: ask where it stands and go on there.
    """
    kind = Upload.objects.filter(id=upload_id).values_list("kind", flat=True).first() or ""
    found = _let_in(handle, kind, now)
    upload = locked_upload(found, upload_id)
    if offset != upload.offset:
        raise WrongOffsetError(offset, upload.offset)
    if upload.kind == RECORDING:
        _check_consent(found, upload.call)
    _set_length(upload, length)
    _add(upload, content)
    upload.expires_at = now + policies.UPLOAD_PATIENCE
    upload.save(update_fields=["offset", "length", "expires_at"])
    return upload


def _let_in(handle: str, kind: str, now: datetime) -> Invitation:
    """A recording goes by its call, which may outlast its link."""
    return held(handle) if kind == RECORDING else held_good(handle, now)


def locked_upload(found: Invitation, upload_id: str) -> Upload:
    rows = Upload.objects.select_for_update()
    upload = rows.filter(invitation=found, id=upload_id).first()
    if upload is None:
        raise UnknownUploadError("no such upload")
    return upload


def _set_length(upload: Upload, length: int | None) -> None:
    if length is None:
        return
    _check_length(upload.kind, length)
    if upload.length not in (None, length):
        raise RejectedError("Upload-Length", f"was {upload.length}")
    upload.length = length


def _add(upload: Upload, content: bytes) -> None:
    most = LARGEST[upload.kind] if upload.length is None else upload.length
    if len(content) > policies.LARGEST_PIECE:
        raise RejectedError("piece", f"more than {policies.LARGEST_PIECE} bytes")
    if upload.offset + len(content) > most:
        raise RejectedError("piece", "goes beyond the end of the upload")
    if content:
        Piece.objects.create(upload=upload, offset=upload.offset, content=content)
        upload.offset += len(content)


def is_whole(upload: Upload) -> bool:
    return upload.length is not None and upload.offset == upload.length


def finish(upload_id: str, *, now: datetime) -> Upload:
    """Make a report of what is whole; again, or of what is not whole, it changes nothing.

    What cannot be taken (no picture, a bomb) is ``refused`` with its reason, and its pieces go.
    """
    upload = Upload.objects.select_related("invitation").filter(id=upload_id).first()
    if upload is None:
        raise UnknownUploadError("no such upload")
    if not is_whole(upload) or upload.report_id or upload.refused:
        return upload
    try:
        report = _made(upload, now)
    except RejectedError as error:
        return _closed(upload_id, None, str(error.reason)[:300])
    return _closed(upload_id, report, "")


def _made(upload: Upload, now: datetime) -> Report:
    sent = Sent(key=upload.key, now=now, written_at=upload.at, by=upload.by, ours=True)
    if upload.kind == RECORDING:
        return keep_recording(upload, sent)
    content = b"".join(pieces(upload))
    made = pictures.picture(content)
    return keep_photo(upload.invitation_id, upload.kind, made, upload.text, sent)


def pieces(upload: Upload) -> list[bytes]:
    rows = Piece.objects.filter(upload=upload).order_by("offset")
    return [bytes(content) for content in rows.values_list("content", flat=True)]


@transaction.atomic
def _closed(upload_id: str, report: Report | None, refused: str) -> Upload:
    upload = Upload.objects.select_for_update().filter(id=upload_id).first()
    if upload is None:
        raise UnknownUploadError("given up meanwhile")
    if upload.report_id or upload.refused:
        return upload
    upload.report, upload.refused = report, refused
    upload.save(update_fields=["report", "refused"])
    Piece.objects.filter(upload=upload).delete()
    return upload


@transaction.atomic
def give_up(handle: str, upload_id: str, *, now: datetime) -> None:
    """The sender does not want it any more."""
    kind = Upload.objects.filter(id=upload_id).values_list("kind", flat=True).first() or ""
    upload = locked_upload(_let_in(handle, kind, now), upload_id)
    if upload.report_id is None:
        upload.delete()


def finish_left(now: datetime) -> int:
    """What is whole and was not finished: its process ended between two steps."""
    left = Upload.objects.filter(report=None, refused="").exclude(length=None)
    whole = [one for one in left.select_related("invitation") if is_whole(one)]
    return sum(_finished(upload, now) for upload in whole)


def _finished(upload: Upload, now: datetime) -> bool:
    """One that fails never keeps the others waiting."""
    if upload.kind != RECORDING and not policies.is_good(upload.invitation, now):
        return False
    try:
        finish(upload.id, now=now)
    except (Error, OSError, SiminError) as error:
        log.error("an upload is not finished yet", upload=upload.id, error=str(error))
        return False
    return True
