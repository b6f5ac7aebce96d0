"""Which rows, as people type it, is read and written back the same."""

from typing import Any

import msgspec
import pytest

from simin.domains.alerts.rows import Where
from simin.kit.errors import RejectedError
from simin.web.rules import wheres


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("code = water", {"column": "code", "operator": "eq", "value": "water"}),
        ("code = 007", {"column": "code", "operator": "eq", "value": "007"}),
        ("litres >= 3", {"column": "litres", "operator": "ge", "value": 3}),
        ("litres < -0.5", {"column": "litres", "operator": "lt", "value": -0.5}),
        ("a b != c d", {"column": "a b", "operator": "ne", "value": "c d"}),
        ("metres >= [alarm]", {"column": "metres", "operator": "ge", "than": "alarm"}),
        ("code in a, b", {"column": "code", "operator": "in", "value": ["a", "b"]}),
        ("note contains x y", {"column": "note", "operator": "contains", "value": "x y"}),
        ("closed_at empty", {"column": "closed_at", "operator": "null", "value": True}),
        ("closed_at filled", {"column": "closed_at", "operator": "null", "value": False}),
    ],
)
def test_read_and_written_back(typed: str, plain: dict[str, Any]) -> None:
    assert wheres.read("where", typed) == [plain]
    assert wheres.written((msgspec.convert(plain, Where),)) == typed


def test_lines_are_told_apart_and_signs_have_two_ways() -> None:
    read = wheres.read("where", "a ≥ 1\n\n b ≠ 2 ")
    assert [(one["column"], one["operator"]) for one in read] == [("a", "ge"), ("b", "ne")]
    assert not wheres.read("where", " \n")


@pytest.mark.parametrize("typed", ["water", "a =", "= 3", "in"])
def test_a_line_that_compares_nothing(typed: str) -> None:
    with pytest.raises(RejectedError):
        wheres.read("where", typed)
