"""What lists of releases are asked for: words in the address, and from which line on."""

from collections.abc import Mapping
from urllib.parse import urlencode


def address(asked: Mapping[str, str]) -> str:
    """The list with what is asked; empty words are left out."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def number(said: str) -> int:
    """0 for what is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
