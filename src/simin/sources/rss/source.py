"""Reads news feeds into notices.

Without a mapping an entry becomes a notice with ``title``, ``summary``, ``category`` and ``link``,
known by its guid. A mapping may point at the same fields otherwise: ``id``, ``title``, ``summary``,
``published``, ``updated``, ``author``, ``category``, ``link``.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.feeds.mapping import Column, Mapping, Moment
from simin.ingest.payloads.xml_document import local_name, xml_document
from simin.ingest.rows.mapping_check import fields_of, wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows
from simin.sources.rss.entries import entries_of

_FIELDS = ("id", "title", "summary", "published", "updated", "author", "category", "link")
_MAPPING = Mapping(
    into="notice",
    key=("id",),
    at=Moment(fields=("published",)),
    columns=(
        Column(field="title", to="title", type="text", required=True),
        Column(field="summary", to="summary", type="text"),
        Column(field="category", to="category", type="text"),
        Column(field="link", to="link", type="text"),
    ),
)


class Rss:
    """No options; RSS and Atom alike."""

    name = "rss"

    def check(self, feed: Feed) -> list[Problem]:
        unknown = [
            Problem(field="mapping", reason=f"{name} is no field of an entry")
            for name in fields_of(_with_mapping(feed))
            if name not in _FIELDS
        ]
        wrong = wrong_mapping(_with_mapping(feed))
        return [*wrong_options(feed, {}, ()), *unfilled(feed), *unknown, *wrong]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        root = xml_document(payload.body)
        entries = entries_of(root)
        if entries is None:
            raise SourceImplausibleError(f"{local_name(root)} is no news feed")
        return parsed_rows(
            _with_mapping(feed),
            payload,
            object_rows(_with_mapping(feed), entries, noun="entry"),
            columns=columns_of(list(entries)),
            total=len(entries),
        )


def _with_mapping(feed: Feed) -> Feed:
    return feed if feed.mapping.columns else replace(feed, mapping=_MAPPING)


KIND = Rss()
