"""Reads messages: the topic's named levels and the payload's fields are what a mapping points at.

Nothing is asked for: ``simin.ingest.brokers`` listens and hands over many messages as one payload,
a line each. A row also has ``topic`` and ``received_at``; a payload that is a plain number, text or
truth value is the field ``value``. A message without a time of its own is of when it was received.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from simin.ingest.brokers.envelope import Said, opened
from simin.ingest.brokers.topics import names_of
from simin.ingest.feeds.contract import (
    Feed,
    Parsed,
    Payload,
    Problem,
    Record,
    Rejected,
    Request,
    Window,
)
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.feeds.pushed import Subscription
from simin.ingest.payloads.lookup import all_at
from simin.ingest.rows.mapped import mapped
from simin.ingest.rows.mapping_check import wrong_mapping
from simin.ingest.rows.objects import object_rows
from simin.ingest.rows.profiling import Profiling
from simin.sources.mqtt.subscription import subscription_of, wrong_subscription


class Mqtt:
    """``options``: ``topics``, ``qos``, ``version``, ``user``, ``password``, ``client``."""

    name = "mqtt"

    def check(self, feed: Feed) -> list[Problem]:
        return [*wrong_subscription(feed), *wrong_mapping(feed)]

    def subscription(self, feed: Feed) -> Subscription:
        return subscription_of(feed)

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return ()

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        records: list[Record] = []
        rejected: list[Rejected] = []
        profiling = Profiling()
        for number, line, message in opened(payload.body):
            where = f"message {number}"
            if isinstance(message, str):
                rejected.append(Rejected(where=where, reason=message, raw=line))
                continue
            try:
                rows = list(_rows(feed, message))
            except ValueError as error:
                rejected.append(Rejected(where=where, reason=str(error), raw=line))
                continue
            made = mapped(feed, profiling.watch(object_rows(feed, rows)), message.received_at)
            records += [replace(one, where=f"{where}, {one.where}") for one in made.records]
            rejected += [replace(one, where=f"{where}, {one.where}") for one in made.rejected]
        if not records and not rejected and payload.body.strip(b"\0 \r\n\t\xef\xbb\xbf"):
            raise SourceImplausibleError("there is no message in it")
        return Parsed(
            records=tuple(_each_once(records)),
            rejected=tuple(rejected),
            profile=profiling.profile(),
        )


def _rows(feed: Feed, message: Said) -> Iterator[Any]:
    """Raises ``ValueError`` with a sentence."""
    fits = (names_of(topic, message.topic) for topic in feed.options["topics"])
    names = next((found for found in fits if found is not None), None)
    if names is None:
        raise ValueError(f"topic: {message.topic!r:.100} is none of the feed's")
    beside = {**names, "topic": message.topic, "received_at": message.received_at.isoformat()}
    for row in _documents(feed, message.payload()):
        yield {**row, **beside} if isinstance(row, dict) else row


def _documents(feed: Feed, payload: bytes) -> list[Any]:
    try:
        document = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        if payload.lstrip()[:1] in (b"{", b"["):
            raise ValueError(f"payload: not complete JSON: {error}") from error
        document = payload.decode("utf-8", "replace")
    if isinstance(document, dict | list) and feed.mapping.records:
        return all_at(feed.mapping.records)(document)
    if isinstance(document, list):
        return document
    return [document if isinstance(document, dict) else {"value": document}]


def _each_once(records: list[Record]) -> Iterator[Record]:
    """A key of its own for each; of the same again the store says what it is."""
    times: Counter[str] = Counter()
    for record in records:
        times[record.key] += 1
        again = record.kind == "observation" and times[record.key] > 1
        yield replace(record, key=f"{record.key}#{times[record.key]}") if again else record


KIND = Mqtt()
