"""What was counted in a segment is remembered until a row in it counts no more."""

from collections.abc import Sequence
from typing import Any

from simin.domains.observations import counted
from simin.domains.observations.models import Segment

ASKED: list[list[str]] = []


def count(missing: list[Segment], where: str, parameters: Sequence[Any]) -> dict[str, int]:
    ASKED.append([segment.file for segment in missing])
    return {segment.file: len(parameters) for segment in missing}


def test_a_segment_is_counted_once_for_each_question_and_edition() -> None:
    ASKED.clear()
    a, b = Segment(file="counted-a", edition=0), Segment(file="counted-b", edition=0)
    assert counted.in_segments([a], "result = ?", [1.0], count) == 1
    assert counted.in_segments([a, b], "result = ?", [1.0], count) == 2
    assert counted.in_segments([a, b], "result = ?", [2.0], count) == 2
    a.edition = 1
    assert counted.in_segments([a, b], "result = ?", [2.0], count) == 2
    assert ASKED == [["counted-a"], ["counted-b"], ["counted-a", "counted-b"], ["counted-a"]]


def test_a_long_question_takes_no_more_room_than_a_short_one() -> None:
    counted.in_segments([Segment(file="counted-c")], "x" * 100_000, ["y" * 100_000], count)
    assert len(repr(next(reversed(counted._known)))) < 300
