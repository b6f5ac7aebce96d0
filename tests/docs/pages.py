"""The documents, and what can be read out of them."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, committed

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    return [path for path in committed() if path.suffix == ".md"]


def text(name: str | Path) -> str:
    return (ROOT / name).read_text()


def links(page: Path) -> list[str]:
    """Targets of the page's links into the repository; what stands in code blocks is no link."""
    targets = LINK.findall(FENCE.sub("", text(page)))
    return [target.split("#")[0] for target in targets if is_inside(target)]


def is_inside(target: str) -> bool:
    return "://" not in target and not target.startswith(("#", "mailto:"))


def table_rows(page: str | Path) -> list[list[str]]:
    """Cells of every table row of a page, without the rules and headings above them."""
    lines = [line.strip() for line in text(page).splitlines()]
    rows = [line for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    rules = [at for at, row in enumerate(cells) if set("".join(row)) <= set("-: ")]
    headings = set(rules) | {at - 1 for at in rules}
    return [row for at, row in enumerate(cells) if at not in headings]
