"""Photos as phones send them, and some that nobody should send."""

import struct
import zlib
from io import BytesIO

from PIL import Image

#: Stands in every field of a photo's metadata.
CANARY = "CANARY-37.5663N-126.9779E"


def photo(
    width: int = 640,
    height: int = 400,
    *,
    kind: str = "JPEG",
    exif: Image.Exif | None = None,
    colour: str = "#3a6ea5",
) -> bytes:
    """A plain picture, its left upper corner white."""
    drawn = Image.new("RGB", (width, height), colour)
    drawn.paste("white", (0, 0, width // 4, height // 4))
    out = BytesIO()
    drawn.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def told_where(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A photo that says where it was taken, by whom and with what."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY
    exif[0x013B] = CANARY
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "N", (37.0, 33.0, 59.0)
    position[3], position[4] = "E", (126.0, 58.0, 40.0)
    position[27] = CANARY.encode()
    taken = exif.get_ifd(0x8769)
    taken[0x927C] = CANARY.encode()
    return photo(kind=kind, exif=exif)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that claims to be gigabytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checked)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
