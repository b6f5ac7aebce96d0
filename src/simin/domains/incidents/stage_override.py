"""How a stage that was set by hand says so. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from simin.domains.picture.card import Words
from simin.kit.translated import languages, words


class Ended(StrEnum):
    """How an override came to its end."""

    WITHDRAWN = "withdrawn"
    RAN_OUT = "ran_out"
    #: By another one.
    REPLACED = "replaced"


def in_every_language(said: Mapping[str, str]) -> Words:
    """``said`` in every language; where it was said in another one only, with that one's mark."""
    given = {code: text for code, text in said.items() if text}
    first = next(iter(given), "")
    return {code: given.get(code) or f"{given[first]} ({first.upper()})" for code in languages()}


def sentence(office: Words, until: str, computed: int, computed_name: Words) -> Words:
    """One line beside the level: who set it, until when, and what is computed."""
    return words(
        "Set by {office} until {until}; computed: {level}, {name}",
        office=office,
        until=until,
        level=computed,
        name=computed_name,
    )
