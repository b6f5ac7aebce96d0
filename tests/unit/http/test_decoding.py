"""Bodies are opened under a bound, and what breaks off is told."""

import gzip
import zlib

import pytest

from simin.kit.http.decoding import Body
from simin.kit.http.errors import AnswerBrokenError, AnswerTooLargeError

TEXT = b"city " * 1000


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


ENCODED = [
    ("", TEXT),
    ("identity", TEXT),
    ("gzip", gzip.compress(TEXT, mtime=0)),
    ("GZIP ", gzip.compress(TEXT, mtime=0)),
    ("gzip", gzip.compress(TEXT[:2000], mtime=0) + gzip.compress(TEXT[2000:], mtime=0)),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", raw_deflate(TEXT)),
]


def taken(encoding: str, sent: bytes, *, step: int, limit: int = 10_000) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(sent), step):
        body.add(sent[start : start + step])
    return body.whole()


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize(("encoding", "sent"), ENCODED)
def test_a_body_is_what_was_sent(encoding: str, sent: bytes, step: int) -> None:
    assert taken(encoding, sent, step=step) == TEXT


@pytest.mark.parametrize(("encoding", "sent"), ENCODED)
def test_one_byte_too_many_is_too_many(encoding: str, sent: bytes) -> None:
    assert taken(encoding, sent, step=64, limit=len(TEXT)) == TEXT
    with pytest.raises(AnswerTooLargeError):
        taken(encoding, sent, step=64, limit=len(TEXT) - 1)


def test_a_bomb_is_cut_off_while_it_opens() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    body = Body("gzip", 1_000_000)
    with pytest.raises(AnswerTooLargeError):
        body.add(bomb)
    assert sum(map(len, body._parts)) <= 1_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_body_that_breaks_off_is_told(encoding: str) -> None:
    sent = dict(ENCODED[2:3] + ENCODED[5:6])[encoding]
    with pytest.raises(AnswerBrokenError, match="breaks off"):
        taken(encoding, sent[:-9], step=50)


@pytest.mark.parametrize(("encoding", "sent"), [("gzip", b"<html>"), ("deflate", b"\xff\xff\xff")])
def test_a_damaged_body_is_told(encoding: str, sent: bytes) -> None:
    with pytest.raises(AnswerBrokenError):
        taken(encoding, sent, step=50)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_what_was_not_asked_for_is_not_opened(encoding: str) -> None:
    with pytest.raises(AnswerBrokenError, match="not asked for"):
        Body(encoding, 10)
