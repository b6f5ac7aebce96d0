"""Why a question to a data set cannot be answered is said in the reader's language."""

import re

import pytest
from django.http import QueryDict
from django.utils.translation import override

from simin.domains.catalogue.queries import Column, Schema
from simin.kit.errors import RejectedError
from simin.web.datasets.faults import fault
from simin.web.plaza.asked import asked_rows, asked_rows_range
from simin.web.plaza.formats import xlsx_file

SCHEMA = Schema(columns=(Column(name="id"), Column(name="n", type="integer")), key=("id",))
LATIN = re.compile(r"[A-Za-z]{3,}")


def of_rows(said: str) -> str:
    with pytest.raises(RejectedError) as caught:
        asked_rows(SCHEMA, said, QueryDict(said))
    return fault(caught.value)


@pytest.mark.parametrize(
    "said",
    ["$filter=(", "$filter=n eq 1 1", "$filter=n eq", "$select=no", "$orderby=no", "bbox=1",
     "bbox=1,2,x,4", "bbox=2,1,1,2", "near=1", "colour=red", "$top=5&$top=6"],
)  # fmt: skip
def test_the_words_are_korean_but_for_names(said: str) -> None:
    with override("ko"):
        field, _, words = of_rows(said).partition(": ")
    assert said.startswith((field, f"${field}")) or field in said
    assert not LATIN.search(words), words


def test_parts_and_spreadsheets() -> None:
    with override("ko"):
        for refused in (
            lambda: asked_rows_range("x"),
            lambda: xlsx_file.check_size(300_000, 2),
            lambda: xlsx_file.check_size(250_000, 100),
        ):
            with pytest.raises(RejectedError) as caught:
                refused()
            words = fault(caught.value).partition(": ")[2].replace("rows=1-1000", "")
            assert not LATIN.search(words), words


def test_what_is_not_known_is_said_as_it_is_where_its_language_is_read() -> None:
    with override("en"):
        assert fault(RejectedError("x", "odd")) == "x: odd"
    with override("ko"):
        assert fault(RejectedError("x", "odd")) == "x: 알아들을 수 없는 조건입니다."
