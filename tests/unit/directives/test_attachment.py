import pytest

from simin.domains.directives.attachment import (
    LARGEST,
    LONGEST_NAME,
    EvidenceKind,
    attachment,
    is_met,
)
from simin.kit.errors import RejectedError


@pytest.mark.parametrize(
    ("first", "media_type", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg", EvidenceKind.PHOTO),
        (b"\x89PNG\r\n\x1a\n", "image/png", EvidenceKind.PHOTO),
        (b"RIFF\x00\n\x00\x00WEBP", "image/webp", EvidenceKind.PHOTO),
        (b"%PDF-1.7", "application/pdf", EvidenceKind.DOCUMENT),
    ],
)
def test_the_type_is_told_by_the_bytes(first: bytes, media_type: str, kind: EvidenceKind) -> None:
    taken = attachment("whatever.exe", first + b"...")
    assert (taken.media_type, taken.kind) == (media_type, kind)
    assert len(taken.sha256) == 64


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "JPEG"),
        (b"MZ\x90", "JPEG"),
        (b"\xff\xd8\xff" + bytes(LARGEST), "8 MB"),
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
