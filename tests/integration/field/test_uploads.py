"""Files in pieces: cut anywhere they are whole in the end, and once."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simin.domains.field import queries, services
from simin.domains.field.errors import UnknownUploadError, WrongOffsetError
from simin.domains.field.models import Piece, Report, Upload
from simin.domains.field.policies import LARGEST_PIECE, UPLOAD_PATIENCE
from simin.domains.field.queries import Invitation
from simin.domains.field.services import Begun, uploading
from simin.kit.errors import RejectedError
from simin.kit.file_store import RememberedStore
from simin.kit.pictures import LARGEST, picture
from simin.web.field.entering import now
from tests.factories.field_town import REAL, SECRET, invited, sent
from tests.factories.pictures import bomb, photo, told_where

pytestmark = pytest.mark.usefixtures("store")
PHOTO = photo(64, 48)


def begun(link: Invitation, content: bytes = PHOTO, key: str = "one", **told: object) -> Upload:
    told = {"kind": "photo", "length": len(content), **told}
    return services.begin(link.handle, Begun(**told), sent=sent(key))  # type: ignore[arg-type]


def append(link: Invitation, upload: Upload, offset: int, content: bytes) -> Upload:
    return services.append(
        link.handle, upload.id, offset=offset, content=content, length=None, now=REAL
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(1, len(PHOTO)), max_size=8),
    lost=st.lists(st.booleans(), min_size=9, max_size=9),
    again=st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_wherever_it_is_cut_it_is_whole_in_the_end(
    store: RememberedStore, cuts: list[int], lost: list[bool], again: list[bool]
) -> None:
    """``lost``: the answer did not arrive; ``again``: the piece never did."""
    Upload.objects.all().delete()
    Report.objects.all().delete()
    link = queries.invitations_of("incident/2022-000001")[:1]
    found = link[0] if link else invited()
    upload = begun(found)
    ends = iter([*sorted(cuts), *[len(PHOTO)] * 9])
    offset = 0
    for is_lost, never in zip(lost, again, strict=True):
        end = max(next(ends), offset)
        if not never:
            stands = append(found, upload, offset, PHOTO[offset:end]).offset
            # Whoever has no answer asks where it stands, by beginning again.
            offset = begun(found).offset if is_lost else stands
    if offset < len(PHOTO):
        append(found, upload, offset, PHOTO[offset:])
    done = services.finish(upload.id, now=REAL)
    assert services.finish(upload.id, now=REAL).report_id == done.report_id
    report = Report.objects.get()
    assert store.files[report.file] == picture(PHOTO).content
    assert not Piece.objects.exists()


def test_a_piece_that_comes_twice_or_too_early_is_told_where_it_stands() -> None:
    link = invited()
    upload = begun(link)
    append(link, upload, 0, PHOTO[:100])
    for offset in (0, 99, 101, 5000):
        with pytest.raises(WrongOffsetError) as wrong:
            append(link, upload, offset, PHOTO[:100])
        assert wrong.value.offset == 100


def test_limits_are_kept() -> None:
    link = invited()
    upload = begun(link)
    with pytest.raises(RejectedError, match="beyond the end"):
        append(link, upload, 0, PHOTO + b"x")
    with pytest.raises(RejectedError, match="piece"):
        append(link, upload, 0, bytes(LARGEST_PIECE + 1))
    for length in (0, LARGEST + 1):
        with pytest.raises(RejectedError, match="Upload-Length"):
            begun(link, key=f"of {length}", length=length)
    with pytest.raises(RejectedError, match="kind"):
        begun(link, key="other", kind="program")
    for number in range(39):
        begun(link, key=f"{number}")
    with pytest.raises(RejectedError, match="too many"):
        begun(link, key="one too many")


@pytest.mark.parametrize("content", [bomb(), b"<svg onload=alert(1)>", PHOTO[:200]])
def test_what_arrives_whole_and_is_no_photo_is_refused_and_gone(content: bytes) -> None:
    link = invited()
    upload = begun(link, content)
    append(link, upload, 0, content)
    assert services.finish(upload.id, now=REAL).refused
    assert not Piece.objects.exists() and not Report.objects.exists()


def test_what_its_process_left_is_finished_by_the_worker() -> None:
    link = invited()
    upload = begun(link)
    append(link, upload, 0, PHOTO)
    assert services.finish_left(REAL) == 1
    assert services.finish_left(REAL) == 0
    assert Report.objects.get().key == "phone/one"


def test_what_became_a_report_is_not_refused_by_a_second_finisher() -> None:
    link = invited()
    upload = begun(link)
    append(link, upload, 0, PHOTO)
    done = services.finish(upload.id, now=REAL)
    late = uploading._closed(upload.id, None, "its pieces are gone")
    assert (late.report_id, late.refused) == (done.report_id, "")


def test_what_is_given_up_while_it_is_finished_is_unknown() -> None:
    link = invited()
    upload = begun(link)
    append(link, upload, 0, PHOTO)
    Upload.objects.all().delete()
    with pytest.raises(UnknownUploadError):
        uploading._closed(upload.id, None, "")
    with pytest.raises(UnknownUploadError):
        services.finish(upload.id, now=REAL)


def test_what_does_not_go_on_is_forgotten() -> None:
    link = invited()
    upload = begun(link)
    append(link, upload, 0, PHOTO[:100])
    services.forget(REAL + UPLOAD_PATIENCE)
    assert Upload.objects.exists()
    services.forget(REAL + UPLOAD_PATIENCE + timedelta(seconds=1))
    assert not Upload.objects.exists() and not Piece.objects.exists()
    other = invited(secret="o" * 43, key="other")
    given_up = begun(other)
    with pytest.raises(UnknownUploadError):
        services.give_up(link.handle, given_up.id, now=REAL)
    services.give_up(other.handle, given_up.id, now=REAL)
    assert not Upload.objects.exists()


# --- as tus says it ---

HERE = f"/field/{SECRET}/uploads"
TYPE = "application/offset+octet-stream"


def metadata(**told: str) -> str:
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items()
    )


def test_a_photo_comes_by_tus(client: Client, store: RememberedStore) -> None:
    link = invited(now=now())
    content = told_where()
    told = metadata(key="one", kind="photo", text="연기")
    first = {"Upload-Length": str(len(content)), "Upload-Metadata": told}
    made = client.post(HERE, headers=first)
    assert (made.status_code, made["Upload-Offset"]) == (201, "0")
    place = made["Location"]
    assert client.post(HERE, headers=first)["Location"] == place

    def patch(offset: int, piece: bytes, kind: str = TYPE):  # type: ignore[no-untyped-def]
        return client.patch(place, piece, content_type=kind, headers={"Upload-Offset": str(offset)})

    assert patch(0, content[:500]).status_code == 204
    assert patch(0, content[:500]).status_code == 409
    assert patch(0, content[:500])["Upload-Offset"] == "500"
    assert patch(500, content[500:], "text/plain").status_code == 415
    head = client.head(place)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("500", str(len(content)))
    assert head["Tus-Resumable"] == "1.0.0" and head["Cache-Control"] == "no-store, private"
    assert patch(500, content[500:])["Upload-Offset"] == str(len(content))
    report = queries.photos_of(link.subject)[0]
    assert report.text == "연기" and b"CANARY" not in store.files[report.file]
    assert client.head(f"{HERE}/unknown").status_code == 404


def test_what_is_refused_says_why(client: Client) -> None:
    invited(now=now())
    told = metadata(key="one", kind="photo")
    made = client.post(HERE, headers={"Upload-Length": "5", "Upload-Metadata": told})
    answer = client.patch(
        made["Location"], b"<svg>", content_type=TYPE, headers={"Upload-Offset": "0"}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "photo")
    for kind, length in (("recording", "5"), ("photo", "x"), ("photo", str(LARGEST + 1))):
        told = metadata(key="two", kind=kind)
        refused = client.post(HERE, headers={"Upload-Length": length, "Upload-Metadata": told})
        assert refused.status_code == 422
