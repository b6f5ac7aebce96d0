"""No text of a file is run by the spreadsheet that opens it, and numbers stay numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.spreadsheet_cell import FORMULA, cells, guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", "-", "-1"]
)
def test_what_begins_like_a_formula_is_a_text(text: str) -> None:
    assert guarded(text) == f"'{text}" and unguarded(guarded(text)) == text


@pytest.mark.parametrize("value", ["3", "", "a-b", "'tis", None, -3.1, -4e-05, -7, True])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert cells([value]) == [value]


@given(st.text())
def test_whatever_a_guarded_text_begins_with_is_no_formula(text: str) -> None:
    told = guarded(text)
    assert not told.startswith(FORMULA)
    assert text.startswith("'") or unguarded(told) == text
