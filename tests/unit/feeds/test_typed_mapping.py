"""Mappings as people type them: what is written is read back, what is wrong names its line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simin.ingest.feeds import Column, Feed, Mapping, Moment, Problem, Schedule
from simin.ingest.oversight.typed import read, written


class Agreeable:
    """A kind that finds nothing wrong, or what it is told to."""

    name = "any"

    def __init__(self, *problems: Problem) -> None:
        self._problems = list(problems)

    def check(self, feed: Feed) -> list[Problem]:
        return self._problems

    def requests(self, *_: Any) -> list[Any]:
        return []

    def parse(self, *_: Any) -> Any:
        raise NotImplementedError


FEED = Feed(
    id="a", kind="any", source="s", address="https://x.example", schedule=Schedule(every=60),
    licence="CC0-1.0", owner="climate",
)  # fmt: skip
words = some.text(some.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12)
columns = some.builds(
    Column, field=words, to=words, type=some.sampled_from(["number", "text", "time"]),
    unit=some.none() | words, missing=some.lists(words, max_size=2).map(tuple),
    flags=some.dictionaries(words, words, max_size=2),
    minimum=some.none() | some.floats(allow_nan=False, allow_infinity=False),
    required=some.booleans(),
)  # fmt: skip
moments = some.builds(Moment, fields=some.lists(words, min_size=1, max_size=2).map(tuple))
mapped = some.builds(
    Mapping, into=some.sampled_from(["row", "observation"]), records=words | some.just(""),
    key=some.lists(words, max_size=2).map(tuple), at=some.none() | moments,
    columns=some.lists(columns, max_size=3).map(tuple),
    placeholders=some.dictionaries(words, words, max_size=2),
    names=some.dictionaries(words, some.dictionaries(words, words, max_size=2), max_size=2),
)  # fmt: skip


@given(mapped)
def test_what_is_written_is_read_back(mapping: Mapping) -> None:
    draft = read(written(mapping), FEED, Agreeable())
    assert (draft.faults, draft.mapping) == ((), mapping)


@given(some.text(max_size=200))
def test_whatever_is_typed_is_kept_and_answered(text: str) -> None:
    draft = read(text, FEED, Agreeable())
    assert draft.text == text.replace("\r\n", "\n")
    assert bool(draft.faults) != (draft.mapping is not None)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("[mapping]\ninto = 7\n", 2, "mapping.into"),
        ("[mapping]\nint = 'row'\n", 2, "mapping.int"),
        ("[mapping]\n\n[[mapping.columns]]\nto = 'x'\n", 3, "mapping.columns[1].field"),
        ("[mapping]\n[[mapping.columns]]\nfield='a'\nto='b'\ntype='day'\n", 5, "mapping.columns"),
        ("[mapping]\ninto = \n", 2, ""),
        ("", None, "mapping"),
    ],
)
def test_a_fault_names_its_line_and_field(text: str, line: int | None, field: str) -> None:
    fault = read(text, FEED, Agreeable()).faults[0]
    assert fault.line == line and fault.field.startswith(field[:15])


def test_what_the_kind_finds_wrong_stands_at_its_line() -> None:
    text = "[mapping]\nkey = ['a']\n[[mapping.columns]]\nfield = 'a'\nto = '{gu}'\n"
    wrong = Problem(field="mapping.columns[0].to", reason="nothing fills {gu}")
    fault = read(text, FEED, Agreeable(wrong)).faults[0]
    assert (fault.line, fault.reason) == (5, "nothing fills {gu}")
