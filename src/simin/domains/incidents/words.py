"""Simin's own words for grades, in every language of the city."""

from collections.abc import Callable

from simin.kit.translated import words

#: Made when they are asked for: the languages are known then.
GRADES: dict[str, Callable[[], dict[str, str]]] = {
    "extreme": lambda: words("extreme"),
    "severe": lambda: words("severe"),
    "moderate": lambda: words("moderate"),
    "minor": lambda: words("minor"),
    "unknown": lambda: words("unknown"),
}
