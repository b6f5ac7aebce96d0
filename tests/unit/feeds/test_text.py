"""Encodings are found from the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.ingest.feeds import SourceImplausibleError
from simin.ingest.payloads.text import decoded

HANGUL = "사용일자,노선명,역명,승차총승객수"
RARE = "똠방각하,샾,뷁"
CHINESE = "編號,名稱,抽水量,環南抽水站,中山區"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (HANGUL, "utf-8", "utf-8"),
        (HANGUL, "utf-8-sig", "utf-8-sig"),
        (HANGUL, "utf-16", "utf-16"),
        (HANGUL, "cp949", "euc-kr"),
        (HANGUL * 4 + RARE, "cp949", "cp949"),
        (CHINESE, "big5", "big5"),
        ("plain", "ascii", "utf-8"),
    ],
)
def test_found(text: str, encoding: str, found: str) -> None:
    told = decoded(text.encode(encoding))
    assert (told.text, told.encoding) == (text, found)


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "big5"])
def test_a_cut_within_a_character_is_never_read_as_another_encoding(encoding: str) -> None:
    with pytest.raises(SourceImplausibleError):
        decoded(("중구 中區"[0] if encoding != "big5" else "中").encode(encoding)[:-1])


def test_a_stated_encoding_is_not_questioned() -> None:
    assert decoded("Köln".encode("latin-1"), "latin-1").text == "Köln"
    with pytest.raises(SourceImplausibleError, match="not utf-8: byte 1"):
        decoded("Köln".encode("latin-1"), "utf-8")
    with pytest.raises(SourceImplausibleError, match="klingon"):
        decoded(b"x", "klingon")


@given(st.text(min_size=1).filter(lambda text: text.strip("\x00 \t\r\n\ufeff\ufffe")))
def test_utf_8_is_always_read_as_it_was_written(text: str) -> None:
    assert decoded(text.encode()).text.lstrip("\ufeff") == text.lstrip("\ufeff")


@given(st.binary())
def test_any_bytes_are_a_text_or_a_named_error(body: bytes) -> None:
    try:
        decoded(body)
    except SourceImplausibleError as error:
        assert error.reason
