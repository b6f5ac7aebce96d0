"""What a browser takes, and the bytes in it."""

import gzip

import brotli
import pytest

from simin.live.encoding import Encoding, encoded, negotiate


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Encoding.IDENTITY),
        ("gzip, deflate, br", Encoding.BROTLI),
        ("gzip, deflate, br, zstd", Encoding.BROTLI),
        ("gzip", Encoding.GZIP),
        ("GZIP;q=0.5", Encoding.GZIP),
        ("br;q=0.5, gzip;q=0.8", Encoding.GZIP),
        ("br;q=0, gzip;q=0", Encoding.IDENTITY),
        ("*", Encoding.BROTLI),
        ("*;q=0.5, br;q=0", Encoding.GZIP),
        ("*;q=0", Encoding.IDENTITY),
        ("identity", Encoding.IDENTITY),
        ("gzip;q=much", Encoding.IDENTITY),
        (", ,gzip ; q=1.0 ,", Encoding.GZIP),
    ],
)
def test_the_best_coding_that_is_taken(header: str, expected: Encoding) -> None:
    assert negotiate(header) is expected


@pytest.mark.parametrize(
    ("encoding", "decode"),
    [
        (Encoding.GZIP, gzip.decompress),
        (Encoding.BROTLI, brotli.decompress),
        (Encoding.IDENTITY, bytes),
    ],
)
def test_bytes_come_back_and_are_always_the_same(encoding: Encoding, decode: object) -> None:
    plain = b'{"number":1}' * 100
    assert decode(encoded(plain, encoding)) == plain  # type: ignore[operator]
    assert encoded(plain, encoding) == encoded(plain, encoding)
