"""Finding by words and their parts, ranked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.ranked_search import Ranked

TEXTS = [
    {"title": ["무더위쉼터", "Heat shelters"], "text": ["자치구가 운영하는 쉼터의 위치"]},
    {"title": ["공영주차장", "Public car parks"], "text": ["주차면 수와 요금"]},
    {"title": ["소화전", "Hydrants"], "text": ["where water is, beside shelters"]},
]
WEIGHTS = {"title": 8.0, "text": 1.0}


def found(query: str) -> list[int]:
    scores = Ranked(TEXTS, WEIGHTS).scores(query)
    order = np.argsort(-scores, kind="stable")
    return [int(number) for number in order if scores[number] > 0]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("쉼터", [0]),
        ("무더위 쉼터", [0]),
        ("쉼터를", [0]),
        ("주차장의", [1]),
        ("shelter", [0, 2]),
        ("SHELTERS water", [2]),
        ("p", [1]),
        ("park", [1]),
        ("nothing", []),
        ("", []),
        ("  ", []),
        ("?!*", []),
    ],
)
def test_words_parts_of_words_and_particles(query: str, numbers: list[int]) -> None:
    assert found(query) == numbers


@given(st.text(max_size=40))
def test_any_query_is_answered(query: str) -> None:
    assert set(found(query)) <= {0, 1, 2}


@given(st.sampled_from([said for text in TEXTS for told in text.values() for said in told]))
def test_a_text_is_found_by_its_own_words(said: str) -> None:
    number = next(at for at, text in enumerate(TEXTS) if said in str(text))
    assert number in found(said)
