"""Sentences that the city itself says, in all of its languages at once.

A card is written once for every viewer, so what the code says about it must exist in each language
at the time of writing; a translation that depends on who asks would break the frame's hash.
Nothing here looks at a request.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext, override

from simin.kit.text import pick

#: What may stand in a sentence's ``{placeholder}``: words are picked in the sentence's language.
type Fact = str | int | float | Mapping[str, str]


def languages() -> tuple[str, ...]:
    """The languages that this installation speaks, the default first."""
    return tuple(code for code, _ in settings.LANGUAGES)


def words(msgid: str, speaks: Iterable[str] | None = None, /, **facts: Fact) -> dict[str, str]:
    """``msgid`` from the catalogue in every language of ``speaks`` (default: all), facts filled in.

    Extraction takes the first argument of ``words`` as a msgid; hand it a literal.
    """
    return {code: _say(msgid, code, facts) for code in speaks or languages()}


def _say(msgid: str, language: str, facts: Mapping[str, Fact]) -> str:
    sentence = _sentence(msgid, language)
    if not facts:
        return sentence
    return sentence.format_map({name: _in(fact, language) for name, fact in facts.items()})


@lru_cache(maxsize=2048)
def _sentence(msgid: str, language: str) -> str:
    """Msgids are literals, and a catalogue does not change while it is loaded."""
    with override(language):
        return gettext(msgid)


def _in(fact: Fact, language: str) -> str | int | float:
    return pick(fact, language) if isinstance(fact, Mapping) else fact
