"""Text that a city shows exists in each of its languages at once.

Cards carry all languages, so that one frame serves every viewer and one hash covers what all read.
"""

from collections.abc import Mapping

#: Language code (``ko``, ``en``) to words.
type Text = Mapping[str, str]


def pick(text: Text, language: str, fallback: str = "en") -> str:
    """The words in ``language``, else in ``fallback``, else in any language, else ``""``."""
    return text.get(language) or text.get(fallback) or next(iter(text.values()), "")
