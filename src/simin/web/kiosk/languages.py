"""The languages of kiosks and public walls: more than the pages have.

Their words are complete in each (``tests/unit/kiosk/test_words.py``). What the city itself says has
the city's languages; whoever reads another sees it in English, marked as such.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

#: Code to what it calls itself, in the order in which they are offered.
LANGUAGES = {"ko": "한국어", "en": "English", "zh-hans": "简体中文", "ja": "日本語"}


@contextmanager
def spoken(language: str) -> Iterator[None]:
    with translation.override(language):
        yield


def chosen(asked: str) -> tuple[str, ...]:
    """``ko,en`` → those that there are, in the order asked for; all where none is."""
    named = tuple(dict.fromkeys(code for code in asked.lower().split(",") if code in LANGUAGES))
    return named or tuple(LANGUAGES)
