import pytest

from simin.kit.errors import RejectedError
from simin.kit.typed_text import checked_text


def test_blanks_around_a_text_do_not_count() -> None:
    assert checked_text("  four \n", most=4) == "four"


@pytest.mark.parametrize(
    ("said", "reason"),
    [("fives", "at most 4 characters"), ("a\0b", "holds a sign that no text has")],
)
def test_what_cannot_be_kept_is_refused_by_its_field(said: str, reason: str) -> None:
    with pytest.raises(RejectedError) as refused:
        checked_text(said, most=4, field="reason")
    assert (refused.value.field, refused.value.reason) == ("reason", reason)
