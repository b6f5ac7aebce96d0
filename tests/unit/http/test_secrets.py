"""Secrets go in just before sending and come out as their placeholder again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.http import SecretMissingError, Secrets


def test_only_names_are_shown() -> None:
    assert repr(Secrets({"key": "hunter2hunter2"})) == "Secrets(key)"
    assert "hunter2" not in str([Secrets({"key": "hunter2hunter2"})])


def test_an_address_gets_the_secret_percent_encoded_and_a_header_as_it_is() -> None:
    secrets = Secrets({"key": "a/b c"})
    assert secrets.fill("http://x/{secret:key}/json", in_url=True) == "http://x/a%2Fb%20c/json"
    assert secrets.fill("Bearer {secret:key}") == "Bearer a/b c"
    assert secrets.fill_bytes(b'{"k": "{secret:key}"}') == b'{"k": "a/b c"}'
    assert secrets.fill_bytes(b"\xff\xfe raw") == b"\xff\xfe raw"


@pytest.mark.parametrize("value", ["", "  "])
def test_a_secret_that_is_not_there_is_named(value: str) -> None:
    with pytest.raises(SecretMissingError, match="the secret key is not set"):
        Secrets({"key": value}).fill("{secret:key}")


@pytest.mark.parametrize(
    "echoed",
    [
        "aB3+/= key",
        "aB3%2B/%3D%20key",
        "aB3%2B%2F%3D%20key",
        "aB3%2B%2F%3D+key",
        "aB3%2b%2f%3d+key",
        "aB3+\\/= key",
    ],
    ids=["plain", "path", "all", "form", "small letters", "JSON of PHP"],
)
def test_a_secret_that_comes_back_is_hidden_in_every_encoding(echoed: str) -> None:
    secrets = Secrets({"key": "aB3+/= key"})
    assert secrets.hide(f"see {echoed} there") == "see {secret:key} there"
    assert secrets.hide_bytes(f"see {echoed} there".encode()) == b"see {secret:key} there"


def test_a_word_that_is_a_key_stays_in_bodies() -> None:
    secrets = Secrets({"key": "sample"})
    assert secrets.hide_bytes(b"a sample of water") == b"a sample of water"
    assert secrets.hide("http://x/sample/json") == "http://x/{secret:key}/json"


@given(st.text(st.characters(codec="ascii", exclude_characters="{}"), min_size=8).map(str.strip))
def test_what_was_filled_in_is_hidden_again(value: str) -> None:
    secrets = Secrets({"k": value})
    if len(value) >= 8:
        url = "https://city.example/{secret:k}/json?page=1"
        filled = secrets.fill(url, in_url=True)
        assert secrets.fill(secrets.hide(filled), in_url=True) == filled
        assert secrets.hide(filled).count("{secret:k}") >= 1
