"""What comes in as JSON can be kept, searched and told again, or is refused at the door."""

import pytest

from simin.kit.errors import RejectedError
from simin.kit.plain_json import read


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a": NaN}', "is no JSON"),
        (b"\xff", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"parameters": {"a": [1e999]}}', "beyond all measure"),
        (b'{"result": 1' + b"0" * 400 + b"}", "beyond all measure"),
        (b'{"properties": {"a": "x\\u0000"}}', "NUL"),
        (b'{"properties": {"a\\u0000": 1}}', "NUL"),
        (b'["\\ud800"]', "surrogate"),
        (b"[" * 65 + b"]" * 65, "levels deep"),
    ],
)
def test_what_nothing_behind_can_hold_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as caught:
        read(body)
    assert caught.value.field == "body"


def test_everything_else_is_read_as_it_is() -> None:
    told = '{"a": [1, -2.5e3, true, null, "서울 \\ud83d\\ude00"], "b": ' + "[" * 60 + "]" * 60 + "}"
    assert read(told)["a"] == [1, -2500.0, True, None, "서울 😀"]
