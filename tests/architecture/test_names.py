"""A drawer without a noun fills up; these names are not given."""

import ast
import itertools

import pytest

from tests.architecture.tree import dotted, modules, parsed

#: Words that say nothing (design, "Words"); as a module or a class they are refused.
REFUSED = ("util", "helper", "manager", "handler", "misc", "common", "data", "info", "item", "obj")


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, lower case, singular."""
    spaced = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return {word.removesuffix("s") for word in spaced.split("_") if word}


@pytest.mark.parametrize(
    ("name", "said"), [("CardManager", "manager"), ("utils", "util"), ("http_handlers", "handler")]
)
def test_a_refused_word_is_seen_inside_a_name(name: str, said: str) -> None:
    assert said in words(name)


def test_no_module_has_a_name_that_says_nothing() -> None:
    bad = [dotted(path) for path in modules() if words(path.stem) & set(REFUSED)]
    assert bad == []


def test_no_class_has_a_name_that_says_nothing() -> None:
    trees = ((dotted(path), parsed(path)) for path in modules())
    classes = itertools.chain.from_iterable(
        ((module, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
        for module, tree in trees
    )
    # Django's own words (BaseUserManager) may be inherited from, and then only there.
    inherits = {"BaseUserManager", "Manager", "QuerySet"}
    bad = [
        f"{module}.{node.name}"
        for module, node in classes
        if words(node.name) & set(REFUSED)
        and not inherits & {ast.unparse(base).split(".")[-1].split("[")[0] for base in node.bases}
    ]
    assert bad == []


def test_every_module_says_why_it_is_there() -> None:
    silent = [
        dotted(path)
        for path in modules()
        if path.stat().st_size and ast.get_docstring(parsed(path)) is None and path.stem != "apps"
    ]
    assert silent == []
