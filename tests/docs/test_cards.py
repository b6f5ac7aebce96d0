"""Every kind of card that the code makes is described, and every described kind is made."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import PACKAGE, modules, parsed
from tests.docs.pages import text


def documented() -> set[str]:
    headings = re.findall(r"^## (.+)$", text("docs/reference/cards.md"), re.MULTILINE)
    return {match.group(1) for heading in headings if (match := re.match(r"`([a-z]+)`", heading))}


def made() -> Iterator[str]:
    """``kind="…"`` of every call of ``Card``, also where it is a constant of the module."""
    for path in modules():
        tree = parsed(path)
        constants = dict(string_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Card":
                yield from kinds(node, constants)


def kinds(call: ast.Call, constants: dict[str, str]) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
            yield keyword.value.value
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Name):
            yield constants[keyword.value.id]


def string_constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield from ((ast.unparse(target), str(node.value.value)) for target in node.targets)


def test_described_cards_and_made_cards_are_the_same() -> None:
    assert documented() == set(made()), PACKAGE
