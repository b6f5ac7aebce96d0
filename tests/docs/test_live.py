"""``docs/reference/live.md`` names every error that the gateway gives, and no other."""

import re

from tests.architecture.tree import PACKAGE
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "reference" / "live.md"
GIVEN = re.compile(r"RequestRefusedError\(\s*(\d{3}),\s*\"([a-z-]+)\"")


def given() -> set[tuple[str, str]]:
    sources = (PACKAGE / "live").glob("*.py")
    return {found for path in sources for found in GIVEN.findall(path.read_text())}


def written() -> set[tuple[str, str]]:
    rows = re.findall(r"^\| (\d{3}) \| ([^|]*) \|", PAGE.read_text(), re.MULTILINE)
    return {(status, code) for status, codes in rows for code in re.findall(r"`([^`]+)`", codes)}


def test_every_error_is_in_the_reference() -> None:
    assert written() == given()
