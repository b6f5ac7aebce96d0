"""Every decision is one page with the same four parts."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
HEADINGS = ["Context", "Decision", "Consequences"]
STATUS = re.compile(r"^Status: (proposed|accepted|superseded by \d{4})$", re.MULTILINE)


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_parts(page: Path) -> None:
    content = page.read_text()
    assert content.startswith(f"# {page.stem[:4]} ")
    assert STATUS.search(content)
    assert re.findall(r"^## (.+)$", content, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_one_page(page: Path) -> None:
    assert len(page.read_text().splitlines()) <= 60


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.stem[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
