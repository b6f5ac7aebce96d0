"""A new city needs no Python (invariant 11)."""

import ast

from tests.architecture.tree import PACKAGE, dotted, modules, parsed

CITIES = PACKAGE / "cities"

#: Where a pack that ships with Simin is named: as the demonstration's default, in a hint.
MAY_NAME_A_PACK = {
    "simin.config.checkup",
    "simin.config.command.demo",
    "simin.config.installation",
    # A kind of source has the name of the interface that it reads, here a city's own.
    "simin.sources.seoul_openapi.source",
}


def packs() -> set[str]:
    return {path.parent.name for path in CITIES.glob("*/city.toml")}


def test_packs_are_data_only() -> None:
    assert list(CITIES.rglob("*.py")) == []


def test_there_is_more_than_one_city() -> None:
    assert {"sample"} <= packs()


def test_no_module_knows_a_city() -> None:
    """In code: a docstring may tell of one as an example."""
    knowing = {
        f"{dotted(path)}: {word!r}"
        for path in modules()
        if dotted(path) not in MAY_NAME_A_PACK
        for word in strings(parsed(path))
        if any(pack in word.lower() for pack in packs() - {"sample"})
    }
    assert knowing == set()


def strings(tree: ast.Module) -> set[str]:
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
    }
