"""A link between documents leads somewhere."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import links, pages


@pytest.mark.parametrize("page", pages(), ids=str)
def test_links_resolve(page: Path) -> None:
    dead = [link for link in links(page) if not (ROOT / page.parent / link).exists()]
    assert dead == []
