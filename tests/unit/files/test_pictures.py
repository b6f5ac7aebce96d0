from io import BytesIO

import pytest
from PIL import Image

from simin.kit.errors import RejectedError
from simin.kit.pictures import LARGEST, THUMBNAIL_EDGE, picture
from tests.factories.pictures import CANARY, bomb, photo, told_where


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_a_jpeg_with_a_thumbnail(kind: str) -> None:
    made = picture(photo(kind=kind))
    assert (made.width, made.height) == (640, 400)
    assert opened(made.content).format == opened(made.thumbnail).format == "JPEG"
    assert max(opened(made.thumbnail).size) == THUMBNAIL_EDGE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_tells_where_it_was_taken_any_more(kind: str) -> None:
    given = told_where(kind)
    assert CANARY.encode() in given
    made = picture(given)
    for kept in (made.content, made.thumbnail):
        assert CANARY.encode() not in kept
        assert b"Exif" not in kept
        assert not opened(kept).getexif()


def test_a_comment_and_what_follows_the_picture_are_gone() -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=CANARY.encode())
    given = out.getvalue() + CANARY.encode()
    assert given.count(CANARY.encode()) == 2
    assert CANARY.encode() not in picture(given).content


def test_it_stands_upright() -> None:
    made = picture(told_where(orientation=6))
    assert (made.width, made.height) == (400, 640)
    right_upper = opened(made.content).convert("RGB").getpixel((390, 10))
    assert isinstance(right_upper, tuple) and min(right_upper) > 240


def test_what_is_see_through_lies_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(picture(out.getvalue()).content).convert("L").getextrema() == (255, 255)


def test_a_large_one_is_made_smaller() -> None:
    made = picture(photo(6000, 3000))
    assert (made.width, made.height) == (4096, 2048)


def webp_bomb() -> bytes:
    """The head of an extended WebP of 16384 by 16384."""
    size = (16383).to_bytes(3, "little") * 2
    head = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + size
    return b"RIFF" + len(head).to_bytes(4, "little") + head


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (bytes(LARGEST + 1), "20 MB"),
        (bomb(), "pixels"),
        (bomb(9000, 9000), "60 million pixels"),
        (webp_bomb(), "pixels"),
        (b"<svg onload=alert(1)>", "JPEG"),
        (b"GIF89a" + bytes(50), "JPEG"),
        (b"MZ\x90", "JPEG"),
        (photo()[:300], "cannot be read"),
        (photo(kind="PNG")[:200], "cannot be read"),
        (photo(kind="WEBP")[:60], "JPEG|cannot be read"),
        (b"\xff\xd8\xff" + bytes(1000), "JPEG|cannot be read"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X", "JPEG|cannot be read"),
    ],
)
def test_what_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as refused:
        picture(content, field="evidence")
    assert refused.value.field == "evidence"


def test_a_photo_is_never_half_taken() -> None:
    """Wherever it is cut, it is whole or refused."""
    whole = photo(64, 48)
    for end in range(2, len(whole) - 2, 37):
        with pytest.raises(RejectedError):
            picture(whole[:end])
