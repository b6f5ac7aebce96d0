from io import BytesIO

import pytest
from PIL import Image

from simin.domains.directives.attachment import (
    LARGEST,
    LONGEST_NAME,
    EvidenceKind,
    attachment,
    is_met,
)
from simin.kit.errors import RejectedError
from tests.factories.pictures import told_where


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_known_by_its_bytes_and_says_nothing_of_where_it_was_taken(kind: str) -> None:
    taken = attachment("whatever.exe", told_where(kind))
    assert (taken.media_type, taken.kind) == ("image/jpeg", EvidenceKind.PHOTO)
    with Image.open(BytesIO(taken.content)) as kept:
        assert not kept.getexif()
    assert len(taken.thumbnail) > 100 and len(taken.sha256) == 64


def test_a_document_is_known_by_its_bytes_and_stays_as_it_is() -> None:
    taken = attachment("whatever.exe", b"%PDF-1.7...")
    assert (taken.media_type, taken.kind) == ("application/pdf", EvidenceKind.DOCUMENT)
    assert taken.content == b"%PDF-1.7..."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "JPEG"),
        (b"MZ\x90", "JPEG"),
        (b"\xff\xd8\xff" + bytes(LARGEST), "8 MB"),
        (b"\xff\xd8\xff" + bytes(1000), "JPEG"),
    ],
)
def test_what_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as refused:
        attachment("photo.jpg", content)
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\현장.jpg", "현장.jpg"),
        ('a"b\r\nSet-Cookie: x', "abSet-Cookie: x"),
        ("/", "evidence"),
        ("n" * 500, "n" * LONGEST_NAME),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert attachment(given, b"%PDF-1.4").name == kept


def test_what_was_asked_for_is_met_by_its_kind_alone() -> None:
    assert is_met(EvidenceKind.ANY, {EvidenceKind.NUMBER})
    assert not is_met(EvidenceKind.ANY, set())
    assert not is_met(EvidenceKind.PHOTO, {EvidenceKind.DOCUMENT})
