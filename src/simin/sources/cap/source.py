"""Reads alerts, one to a payload, or a feed (Atom, RSS) that links to them.

The standard says what every element means, so there is no mapping: a record's values are CAP's
elements. XML with a document type or entities is refused before it is read (CAP 1.2, 3.3.5).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC

from simin.ingest.addresses import asked, unfilled
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
from simin.ingest.payloads.xml_document import Element, local_name, text_of, xml_document
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.mapping_check import wrong_options
from simin.sources.cap.alert import alert_of
from simin.sources.cap.rules import broken_rules, time_of

_NAMESPACES = {f"urn:oasis:names:tc:emergency:cap:1.{minor}" for minor in (1, 2)}
_MEDIA_TYPE = "application/cap+xml"
#: The most alerts that one feed may send us to.
_MOST_LINKS = 200
_RAW_LIMIT = 20_000


class Cap:
    """No options and no mapping."""

    name = "cap"

    def check(self, feed: Feed) -> list[Problem]:
        mapped = feed.mapping.columns
        mapping = [Problem(field="mapping", reason="an alert needs none")] if mapped else []
        return [*wrong_options(feed, {}, ()), *unfilled(feed), *mapping]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        root = xml_document(payload.body)
        if local_name(root) in ("feed", "rss"):
            return Parsed(more=tuple(_linked(root)), total=None)
        namespace = root.tag.removeprefix("{").partition("}")[0]
        if local_name(root) != "alert" or namespace not in _NAMESPACES:
            raise SourceImplausibleError(f"{local_name(root)} is no alert of CAP 1.1 or 1.2")
        return _parsed(root, payload)


def _parsed(alert: Element, payload: Payload) -> Parsed:
    broken = list(broken_rules(alert))
    try:
        record = None if broken else _record(alert)
    except UnreadableError as error:
        broken, record = [str(error)], None
    if record is not None:
        return Parsed(records=(record,), total=1)
    raw = payload.body[:_RAW_LIMIT]
    rejected = Rejected(where="alert", reason="; ".join(dict.fromkeys(broken)), raw=raw)
    return Parsed(rejected=(rejected,), total=1)


def _record(alert: Element) -> Record:
    """The key is how CAP refers to an alert: sender, identifier and time."""
    sent = time_of(text_of(alert, "sent"))
    return Record(
        key=",".join(text_of(alert, name) or "" for name in ("sender", "identifier", "sent")),
        kind="alert",
        values=alert_of(alert),
        at=sent.astimezone(UTC) if sent else None,
        where="alert",
    )


def _linked(root: Element) -> Iterator[Request]:
    """Alerts that a feed links to, each once."""
    links: dict[str, None] = {}
    for element in root.iter():
        if local_name(element) != "link":
            continue
        address = (element.get("href") or element.text or "").strip()
        if element.get("type") == _MEDIA_TYPE or address.endswith((".cap", ".xml")):
            links.setdefault(address)
    for address in list(links)[:_MOST_LINKS]:
        if address.startswith(("https://", "http://")):
            yield Request(url=address, name=f"alert {address}")


KIND = Cap()
