"""Cells of files that people open in a spreadsheet, which runs a text that begins like a formula.

Such a text gets an apostrophe, which says that it is a text (OWASP, CSV injection). Numbers are
handed on as numbers, and stay such, also negative ones. Pure.
"""

from collections.abc import Iterable

#: Where formulas begin, in spreadsheets of any language.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """``text`` that no spreadsheet runs."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def cells(row: Iterable[object]) -> list[object]:
    """Any values; texts are guarded."""
    return [guarded(value) if isinstance(value, str) else value for value in row]
