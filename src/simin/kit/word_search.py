"""How what a city keeps is found by words: the words of a text, and those that begin as typed."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Model, QuerySet

#: The longest word that is kept; longer ones are found by their beginning.
LONGEST = 50
_WORD = re.compile(r"\w+")
_LAST = "\U0010ffff"


def words_of(texts: Iterable[Mapping[str, str] | str | None]) -> set[str]:
    """The folded words in ``texts``, in every language."""
    spoken = [
        said
        for text in texts
        if text
        for said in ([text] if isinstance(text, str) else text.values())
    ]
    return {word[:LONGEST] for said in spoken for word in _WORD.findall(said.casefold())}


def wanted(query: str) -> list[str]:
    """The beginnings of words that a query asks for; all must be met."""
    return sorted(words_of([query]))


def beginning_with[Row: Model](words: type[Row], start: str) -> QuerySet[Row]:
    """Those of ``words`` whose ``word`` begins with ``start``, found in the index.

    SQLite cannot use an index for LIKE; PostgreSQL cannot use the range, its collation being the
    language's.
    """
    if connection.vendor == "postgresql":
        return words._default_manager.filter(word__startswith=start)
    return words._default_manager.filter(word__gte=start, word__lt=start + _LAST)
