"""JSON Patch as the RFC has it, and no bomb."""

from typing import Any

import pytest

from simin.domains.observations.sensorthings.json_patch import applied
from simin.kit.errors import RejectedError

THING = {"name": "bench", "properties": {"a": 1, "list": [1, 2]}}


@pytest.mark.parametrize(
    ("patches", "properties"),
    [
        ([{"op": "add", "path": "/properties/b", "value": 2}], {"a": 1, "list": [1, 2], "b": 2}),
        ([{"op": "replace", "path": "/properties/list/0", "value": 9}], {"a": 1, "list": [9, 2]}),
        ([{"op": "remove", "path": "/properties/list"}], {"a": 1}),
        (
            [{"op": "copy", "from": "/properties/a", "path": "/properties/list/-"}],
            {"a": 1, "list": [1, 2, 1]},
        ),
        ([{"op": "move", "from": "/properties/a", "path": "/properties/b"}],
         {"list": [1, 2], "b": 1}),
    ],
)  # fmt: skip
def test_patches_do_what_they_say(patches: list[Any], properties: Any) -> None:
    before = {"name": "bench", "properties": {"a": 1, "list": [1, 2]}}
    assert applied(before, patches)["properties"] == properties
    assert before == THING


@pytest.mark.parametrize("into", ["/properties/{n}", "/properties/list/-"])
def test_copies_of_copies_are_refused_before_they_fill_the_memory(into: str) -> None:
    bomb = [
        {"op": "copy", "from": "/properties", "path": into.format(n=number)} for number in range(40)
    ]
    with pytest.raises(RejectedError, match=r"values of it|levels deep"):
        applied(THING, bomb)
