"""By which words a project or a pledge is found. Pure."""

import re
from collections.abc import Iterable

#: The longest word that is kept; longer ones are found by their beginning.
LONGEST = 50
_WORD = re.compile(r"\w+")


def words_of(texts: Iterable[str]) -> set[str]:
    """The folded words in ``texts``."""
    return {word[:LONGEST] for text in texts for word in _WORD.findall(text.casefold())}
