"""The glossary's code names are the code's names."""

import re

from tests.architecture.tree import PACKAGE
from tests.docs.pages import table_rows


def code_names() -> set[str]:
    rows = table_rows("docs/glossary.md")
    return {name for row in rows for cell in row[:2] for name in re.findall(r"`(\w+)`", cell)}


def test_every_code_name_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    absent = {name for name in code_names() if not re.search(rf"\b{name}\b", code)}
    assert absent == set()


def test_the_glossary_names_something() -> None:
    assert len(code_names()) > 15
