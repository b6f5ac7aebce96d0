"""Small files whose tables unfold to far more than they hold are cut off."""

import io

import openpyxl
import pytest

from simin.ingest.feeds import SourceImplausibleError
from simin.sources.xlsx.page import lines_of_page
from simin.sources.xlsx.workbook import lines_of_workbook

SPANNING = f"<table>{'<tr><td colspan=500>x</td></tr>' * 50}</table>"
NESTED = f"{'<table><tr><td>' * 60}{'x' * 2000}{'</td></tr></table>' * 60}"


@pytest.mark.parametrize("page", [SPANNING, NESTED], ids=["spanning", "nested"])
def test_a_page_is(page: str) -> None:
    with pytest.raises(SourceImplausibleError, match="unfold to more"):
        list(lines_of_page(page, None))


def test_a_page_of_a_common_size_is_not() -> None:
    row = "<tr><td>Jung-gu</td><td>12</td></tr>"
    assert len(list(lines_of_page(f"<table>{row * 200}</table>", None))) == 200


def test_a_workbook_is() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["ZZ400"] = "name", "last"
    book.save(file)
    with pytest.raises(SourceImplausibleError, match="more cells than"):
        list(lines_of_workbook(file.getvalue(), None, 100_000))
