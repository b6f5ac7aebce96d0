"""By which words a warning is found. Pure."""

import re
from collections.abc import Iterable, Mapping

#: The longest word that is kept; longer ones are found by their beginning.
LONGEST = 50
_WORD = re.compile(r"\w+")


def words_of(texts: Iterable[Mapping[str, str] | str]) -> set[str]:
    """The folded words in ``texts``, in every language."""
    spoken = [
        said for text in texts for said in ([text] if isinstance(text, str) else text.values())
    ]
    return {word[:LONGEST] for said in spoken for word in _WORD.findall(said.casefold())}
