"""One thing that can be found, and how well words fit it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from simin.web.presentation.trust import TrustLine


class Kind(StrEnum):
    """In the order in which they are shown."""

    INDICATOR = "indicator"
    WARNING = "warning"
    INCIDENT = "incident"
    PLACE = "place"
    PROJECT = "project"
    PLEDGE = "pledge"
    NEWS = "news"
    DATASET = "dataset"
    DATASTREAM = "datastream"


@dataclass(frozen=True)
class Words:
    """What a thing is found by, folded once."""

    title: str
    rest: str


@dataclass(frozen=True)
class Hit:
    """A found thing as a line; a number never stands without its trust mark."""

    kind: Kind
    title: str
    text: str
    address: str
    #: Number with its unit, of an indicator.
    figure: str = ""
    level: str = ""
    level_words: str = ""
    trust: TrustLine | None = None
    at: datetime | None = None


def folded(title: Mapping[str, str], rest: Sequence[str]) -> Words:
    return Words(" ".join(title.values()).casefold(), " ".join(rest).casefold())


def fit(words: Words, asked: Sequence[str]) -> int:
    """0: not every word is there. The higher, the nearer to the beginning of the title."""
    if not asked or not all(word in words.title or word in words.rest for word in asked):
        return 0
    inside = [word for word in asked if word in words.title]
    if len(inside) < len(asked):
        return 1 + bool(inside)
    begins = any(part.startswith(word) for part in words.title.split() for word in asked)
    whole = words.title.startswith(asked[0]) or f" {asked[0]}" in words.title
    return 3 + begins + whole
