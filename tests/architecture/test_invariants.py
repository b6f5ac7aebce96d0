"""Every invariant of ARCHITECTURE.md is held by tests that exist."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import table_rows

NODE = re.compile(r"`((?:tests|src)/[^`]+\.py(?:::\w+)*)`")


def invariants() -> list[list[str]]:
    return [row for row in table_rows("ARCHITECTURE.md") if row[0].isdecimal()]


def test_all_twelve_are_told() -> None:
    assert [int(row[0]) for row in invariants()] == list(range(1, 13))


@pytest.mark.parametrize("row", invariants(), ids=lambda row: row[0])
def test_a_test_that_holds_it_is_named(row: list[str]) -> None:
    assert NODE.search(row[2])


@pytest.mark.parametrize("node", [node for row in invariants() for node in NODE.findall(row[2])])
def test_the_test_that_holds_it_exists(node: str) -> None:
    file, *names = node.split("::")
    assert (ROOT / file).is_file()
    tree: ast.AST = ast.parse((ROOT / file).read_text())
    for name in names:
        tree = next(
            child
            for child in ast.iter_child_nodes(tree)
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and child.name == name
        )
