"""Whether a feed's mapping makes sense, before its source is asked; the same for every kind."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from simin.ingest.feeds.contract import Feed, Problem
from simin.ingest.rows.moments import wrong_moment
from simin.ingest.rows.positions import wrong_positions

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def fields_of(feed: Feed) -> list[str]:
    """Every field of the source that the mapping points at, once."""
    mapping = feed.mapping
    moments = mapping.at.fields if mapping.at else ()
    named = [column.field for column in mapping.columns]
    return list(dict.fromkeys([*mapping.key, *moments, *mapping.placeholders.values(), *named]))


def wrong_mapping(feed: Feed) -> list[Problem]:
    """What is wrong with ``mapping``, ``options.crs`` and ``options.bounds``."""
    return [*_wrong(feed), *wrong_positions(feed)]


def wrong_options(feed: Feed, known: dict[str, type], needed: Collection[str]) -> list[Problem]:
    """Options that are missing, unknown, or not of the type in ``known``."""
    unknown = [
        Problem(field=f"options.{name}", reason=f"unknown; known are {', '.join(sorted(known))}")
        for name in feed.options
        if name not in known
    ]
    missing = [
        Problem(field=f"options.{name}", reason="is needed")
        for name in needed
        if name not in feed.options
    ]
    wrong = [
        Problem(field=f"options.{name}", reason=f"must be of type {known[name].__name__}")
        for name, value in feed.options.items()
        if name in known and not _is(value, known[name])
    ]
    return [*unknown, *missing, *wrong]


def _is(value: Any, wanted: type) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _wrong(feed: Feed) -> Iterator[Problem]:
    mapping = feed.mapping
    if not mapping.columns:
        yield Problem(field="mapping.columns", reason="names no column")
    if mapping.into != "observation" and not mapping.key:
        yield Problem(field="mapping.key", reason=f"a {mapping.into} needs a natural key")
    if mapping.at and (reason := wrong_moment(mapping.at)):
        yield Problem(field="mapping.at", reason=reason)
    for place, column in enumerate(mapping.columns):
        where = f"mapping.columns[{place}]"
        for name in _PLACEHOLDER.findall(column.to):
            if name not in mapping.placeholders:
                yield Problem(field=f"{where}.to", reason=f"nothing fills {{{name}}}")
        if mapping.into == "observation" and column.type not in ("number", "integer", "boolean"):
            yield Problem(field=f"{where}.type", reason="an observation is a number")
    yield from _repeated(feed)


def _repeated(feed: Feed) -> Iterator[Problem]:
    targets = [column.to for column in feed.mapping.columns]
    for target in sorted({each for each in targets if targets.count(each) > 1}):
        yield Problem(field="mapping.columns", reason=f"{target} is filled twice")
