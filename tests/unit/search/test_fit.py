"""How well words fit a thing."""

import pytest

from simin.web.search.hit import Words, fit

DUST = Words("초미세먼지 fine dust", "seoul air network µg/m³")


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (["dust"], True),
        (["미세먼지"], True),
        (["fine", "network"], True),
        (["fine", "water"], False),
        ([], False),
    ],
)
def test_each_word_must_be_there(asked: list[str], fits: bool) -> None:
    assert bool(fit(DUST, asked)) is fits


def test_a_title_that_begins_so_comes_before_one_that_holds_it_and_before_other_words() -> None:
    begins = fit(Words("dust today", ""), ["dust"])
    holds = fit(Words("stardust", ""), ["dust"])
    elsewhere = fit(Words("air", "dust"), ["dust"])
    assert begins > holds > elsewhere > 0
