"""What the city says by itself exists in Korean too, with the same placeholders."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import simin
from simin.kit.translated import words

PACKAGE = Path(simin.__file__).parent
CATALOGUE = PACKAGE / "web/locale/ko/LC_MESSAGES/django.po"


def said() -> set[str]:
    """The literals that ``words`` is called with, anywhere."""
    return {
        call.args[0].value
        for file in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "words"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.fixture(scope="module")
def korean() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {
            str(entry.id): str(entry.string)
            for entry in read_po(file)
            if not entry.context and not entry.fuzzy
        }


def test_something_is_said() -> None:
    assert "False alarm" in said()


def test_every_sentence_has_its_korean(korean: dict[str, str]) -> None:
    assert {sentence for sentence in said() if not korean.get(sentence)} == set()


def test_a_translation_keeps_the_placeholders(korean: dict[str, str]) -> None:
    wrong = {
        sentence for sentence in said() if placeholders(korean[sentence]) != placeholders(sentence)
    }
    assert wrong == set()


def test_words_say_it_in_each_language_with_words_as_facts() -> None:
    """By a sentence of Django's own catalogue, which is compiled wherever Django is."""
    assert words("Monday", ("ko", "en")) == {"ko": "월요일", "en": "Monday"}
    district = {"ko": "마포구", "en": "Mapo"}
    assert words("{x} {n}", ("ko", "en"), x=district, n=3) == {"ko": "마포구 3", "en": "Mapo 3"}
    assert set(words("Monday")) == {"ko", "en"}
