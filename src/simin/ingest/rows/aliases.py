"""Columns that a source renamed, found under the name that the mapping knows.

``options.aliases`` says which other names a column has had: ``{"노선명" = ["호선명"]}``. A column
that came under its own name is never replaced by another one, and that one was renamed is noticed.
"""

from collections.abc import Iterator, Mapping, Sequence

from simin.ingest.feeds.contract import Feed, Problem

#: Name as sent to the name that the mapping knows.
type Renamed = Mapping[str, str]


def renamed(feed: Feed, columns: Sequence[str]) -> dict[str, str]:
    """The columns that came under another name than the mapping's."""
    return {
        other: name
        for name, others in feed.options.get("aliases", {}).items()
        if name not in columns
        for other in others
        if other in columns
    }


def noticed(names: Renamed) -> dict[str, str]:
    """What a run keeps of it: ``{"renamed column 노선명": "호선명"}``."""
    return {f"renamed column {name}": other for other, name in names.items()}


def wrong_aliases(feed: Feed) -> Iterator[Problem]:
    aliases = feed.options.get("aliases", {})
    for name, others in aliases.items() if isinstance(aliases, dict) else ():
        if not isinstance(others, list):
            yield Problem(field=f"options.aliases.{name}", reason="a list of other names")
