"""Reads one file of a GBFS feed: stations, their status, vehicles, alerts, regions or plans.

The address is that of the file, or with ``options.file`` that of the feed's ``gbfs.json``, where
the file is looked up. Every row also has the file's ``last_updated``, ISO, for sources whose rows
carry no time. A station's own ``last_reported`` is the time of its counts.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import all_at
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS: dict[str, type] = {"file": str, "crs": str, "bounds": list}
#: Where rows stand under ``data``, in every version.
_LISTS = ("stations", "vehicles", "bikes", "alerts", "regions", "plans", "vehicle_types")
_FILE = "file "


class Gbfs:
    """``options``: ``file`` (``station_status``), where the address is that of ``gbfs.json``."""

    name = "gbfs"

    def check(self, feed: Feed) -> list[Problem]:
        return [*wrong_options(feed, _OPTIONS, ()), *unfilled(feed), *wrong_mapping(feed)]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body)
        contents = document.get("data") if isinstance(document, dict) else None
        if not isinstance(contents, dict):
            raise SourceImplausibleError("this is no GBFS: there is no object 'data'")
        wanted = feed.options.get("file")
        if wanted and not payload.request.startswith(_FILE):
            return Parsed(more=(_listed(contents, wanted),))
        updated = _instant(document.get("last_updated"))
        rows = [_with_update(row, updated) for row in _rows(contents)]
        return parsed_rows(
            feed,
            payload,
            object_rows(feed, rows),
            columns=columns_of(rows),
            total=len(rows),
            noticed=_noticed(document),
        )


def _rows(contents: dict[str, Any]) -> list[Any]:
    for name in _LISTS:
        if isinstance(contents.get(name), list):
            return list(contents[name])
    raise SourceImplausibleError(f"'data' holds none of {', '.join(_LISTS)}")


def _listed(contents: dict[str, Any], wanted: str) -> Request:
    """The file's address, as the discovery file says: with languages until version 3."""
    for entry in (*all_at("/feeds")(contents), *all_at("$.*.feeds[*]")(contents)):
        if isinstance(entry, dict) and entry.get("name") == wanted:
            url = entry.get("url")
            if isinstance(url, str) and url.startswith(("https://", "http://")):
                return Request(url=url, name=_FILE + wanted)
    raise SourceImplausibleError(f"the feed lists no file {wanted}")


def _instant(updated: Any) -> str | None:
    """Seconds since 1970, or a text since version 3."""
    if isinstance(updated, str):
        return updated
    try:
        return datetime.fromtimestamp(updated, UTC).isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _with_update(row: Any, updated: str | None) -> Any:
    return {**row, "last_updated": updated} if isinstance(row, dict) else row


def _noticed(document: dict[str, Any]) -> dict[str, str]:
    names = ("version", "ttl")
    return {name: str(document[name])[:20] for name in names if name in document}


KIND = Gbfs()
