"""Photos from anybody's phone, made harmless: checked, turned upright, drawn anew.

What comes out is a JPEG that was encoded here: no EXIF, no position, no comment, no preview of a
part that was cut away, and no byte of what came in. The name under which a photo was handed in is
never used, and neither is the type that somebody claims it has.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from simin.kit.errors import RejectedError

#: Of one file.
LARGEST = 20 * 1024 * 1024
#: Width times height. A few kilobytes can claim to be gigabytes.
MOST_PIXELS = 60_000_000
#: Longest edge of what is kept, and of what is shown in lists.
EDGE = 4096
THUMBNAIL_EDGE = 480
MEDIA_TYPE = "image/jpeg"
_WANTED = "give a JPEG, PNG or WebP picture"
_TOO_MANY = f"more than {MOST_PIXELS // 1_000_000} million pixels"
_KNOWN = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A photo that may be kept and shown; both are JPEGs."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def picture(content: bytes, *, field: str = "photo") -> Picture:
    """Raises ``RejectedError`` naming ``field`` for what is no picture, is broken or too large."""
    _check_size(content, field)
    try:
        return _drawn_anew(content, field)
    except RejectedError:
        raise
    except MemoryError as error:
        raise RejectedError(field, "the picture is too large to be read") from error
    except Exception as error:  # a decoder fails in as many ways as there are files
        raise RejectedError(field, f"the picture cannot be read; {_WANTED}") from error


def _check_size(content: bytes, field: str) -> None:
    if not content:
        raise RejectedError(field, "the file is empty")
    if len(content) > LARGEST:
        raise RejectedError(field, f"larger than {LARGEST // 1024 // 1024} MB")
    if webp := _webp_size(content):
        _check_pixels(*webp, field)


def _drawn_anew(content: bytes, field: str) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415 - not at start: few processes draw

    with _opened(content, field) as found:
        _check_pixels(found.width, found.height, field)
        turned = found.getexif().get(0x0112)
        # A JPEG is decoded no larger than it is kept: a fraction of the time and memory.
        found.draft("RGB", (EDGE, EDGE))
        found.load()
        upright = ImageOps.exif_transpose(found) if turned else found
        drawn = _on_white(upright)
    drawn.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = drawn.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return Picture(_jpeg(drawn, 88), _jpeg(small, 80), drawn.width, drawn.height)


def _opened(content: bytes, field: str) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        return Image.open(BytesIO(content), formats=_KNOWN)
    except UnidentifiedImageError as error:
        raise RejectedError(field, _WANTED) from error
    except Image.DecompressionBombError as error:
        raise RejectedError(field, _TOO_MANY) from error


def _on_white(found: Any) -> Any:
    """The picture in red, green and blue; what is see-through lies on white."""
    from PIL import Image  # noqa: PLC0415

    if not found.has_transparency_data:
        return found.convert("RGB")
    layered = found.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _jpeg(drawn: Any, quality: int) -> bytes:
    """Pixels alone: what else the picture carries is not handed on."""
    from PIL import Image  # noqa: PLC0415

    bare = Image.new("RGB", drawn.size)
    bare.paste(drawn)
    out = BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _check_pixels(width: int, height: int, field: str) -> None:
    if width * height > MOST_PIXELS:
        raise RejectedError(field, _TOO_MANY)


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP by its head: its decoder sets up its canvas when it opens one."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if kind == b"VP8L":
        packed = int.from_bytes(content[21:25], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF
