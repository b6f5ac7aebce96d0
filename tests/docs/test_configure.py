"""Every setting is documented, and every documented setting is read."""

import ast
import re

from tests.architecture.tree import PACKAGE, ROOT, modules, parsed
from tests.docs.pages import table_rows

NAME = re.compile(r"\bSIMIN_[A-Z_]+\b")


def read_by_the_program() -> set[str]:
    """String constants that are a variable's name, in the only module that reads them."""
    constants = (
        node.value
        for node in ast.walk(parsed(PACKAGE / "config/environment.py"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {value for value in constants if NAME.fullmatch(value)}


def test_settings_and_their_page_are_the_same() -> None:
    documented = {row[0].strip("`") for row in table_rows("docs/how-to/configure.md")}
    assert documented == read_by_the_program()


def test_nothing_else_reads_the_environment() -> None:
    allowed = {"config/environment.py", "config/django_ready.py"}
    readers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(is_environ(node) for node in ast.walk(parsed(path)))
    }
    assert readers <= allowed


def is_environ(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}


def test_every_name_in_the_examples_is_a_setting() -> None:
    examples = [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]
    named = {name for path in examples for name in NAME.findall(path.read_text())}
    assert named <= read_by_the_program()
