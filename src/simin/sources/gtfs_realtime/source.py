"""Reads a GTFS Realtime message with the published protocol buffer of the standard.

``options.part`` says which entities are rows: ``vehicle``, ``trip_update`` or ``alert``. A mapping
points into the entity (``/vehicle/position/latitude``); ``timestamp`` is the message's own, in
seconds since 1970. Deleted entities of an incremental message are left out and counted.
"""

from collections.abc import Iterable
from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import object_rows
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS: dict[str, type] = {"part": str, "crs": str, "bounds": list}
_PARTS = ("vehicle", "trip_update", "alert")


class GtfsRealtime:
    """``options``: ``part``."""

    name = "gtfs_realtime"

    def check(self, feed: Feed) -> list[Problem]:
        part = feed.options.get("part")
        wrong = [Problem(field="options.part", reason=f"one of {', '.join(_PARTS)}")]
        return [
            *wrong_options(feed, _OPTIONS, ("part",)),
            *(wrong if part not in _PARTS else []),
            *unfilled(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        message = _message(payload.body)
        timestamp = message.get("header", {}).get("timestamp")
        entities = message.get("entity", [])
        rows = [
            {**entity, "timestamp": timestamp}
            for entity in entities
            if feed.options["part"] in entity and not entity.get("is_deleted")
        ]
        deleted = sum(bool(entity.get("is_deleted")) for entity in entities)
        return parsed_rows(
            feed,
            payload,
            object_rows(feed, rows, noun="entity"),
            total=len(rows),
            noticed={"deleted": str(deleted)} if deleted else {},
        )


def _message(body: bytes) -> dict[str, Any]:
    if not body:
        raise SourceImplausibleError("the answer is empty")
    message = gtfs_realtime_pb2.FeedMessage()
    try:
        message.ParseFromString(body)
        told: dict[str, Any] = MessageToDict(message, preserving_proto_field_name=True)
    except (DecodeError, ValueError, RecursionError) as error:
        raise SourceImplausibleError(f"this is no GTFS Realtime message: {error}") from error
    if not message.IsInitialized():
        raise SourceImplausibleError("the GTFS Realtime message is not complete")
    return told


KIND = GtfsRealtime()
