"""What the engine knows of its feeds when it starts, written down for the pages.

The pages read no pack and see no secret: they learn here which feeds there are, which run, and
which secrets are missing. What people set (pauses, mappings) is never touched by the pack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from django.db import transaction

from simin.ingest.feeds import Feed
from simin.ingest.feeds import Mapping as FieldMapping
from simin.ingest.oversight.models import DeclaredFeed

#: Kinds of what is played: nobody is asked.
PLAYED = ("recording", "synthetic")


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A recording or generator."""

    name: str
    source: str
    #: One of ``PLAYED``.
    kind: str
    owner: str
    licence: str


@transaction.atomic
def declare(
    feeds: Sequence[Feed],
    streams: Sequence[Stream],
    *,
    missing: Mapping[str, Sequence[str]],
    replayed: bool,
    ways: Mapping[str, str] | None = None,
) -> None:
    """The feeds and streams that there are now; what is no longer there goes.

    ``missing``: names of the secrets that a feed lacks. ``replayed``: the city asks nobody.
    ``ways``: how records of a feed come where nobody asks for them.
    """
    rows = [_asked(feed, tuple(missing.get(feed.id, ())), runs=not replayed) for feed in feeds]
    for row in rows:
        row.way = (ways or {}).get(row.feed, "asked")
    rows += [_played(stream, runs=replayed) for stream in streams]
    for rank, row in enumerate(rows):
        row.rank = rank
    names = [row.feed for row in rows]
    DeclaredFeed.objects.exclude(feed__in=names).delete()
    DeclaredFeed.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["feed"],
        update_fields=[
            "source", "kind", "owner", "declared", "enabled", "runs", "missing", "rank", "way",
        ],
    )  # fmt: skip


def feed_of(row: DeclaredFeed) -> Feed | None:
    """The feed as its pack says; None for what is played."""
    return None if row.kind in PLAYED else msgspec.convert(row.declared, Feed)


def in_effect(row: DeclaredFeed) -> Feed | None:
    """The same with the mapping that counts."""
    feed = feed_of(row)
    return feed if feed is None else with_mapping(feed, row.mapping)


def with_mapping(feed: Feed, mapping: object) -> Feed:
    """``feed`` with a mapping that was kept; None: its own."""
    if mapping is None:
        return feed
    return msgspec.structs.replace(feed, mapping=msgspec.convert(mapping, FieldMapping))


def _asked(feed: Feed, missing: tuple[str, ...], *, runs: bool) -> DeclaredFeed:
    return DeclaredFeed(
        feed=feed.id,
        source=feed.source,
        kind=feed.kind,
        owner=feed.owner,
        declared=msgspec.to_builtins(feed),
        enabled=feed.enabled,
        runs=runs,
        missing=list(missing),
    )


def _played(stream: Stream, *, runs: bool) -> DeclaredFeed:
    return DeclaredFeed(
        feed=stream.name,
        source=stream.source,
        kind=stream.kind,
        owner=stream.owner,
        declared={"licence": stream.licence},
        runs=runs,
    )
