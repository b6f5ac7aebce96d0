"""The feed of what was sent, as Atom (RFC 4287). Pure; only ever writes XML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

NAMESPACE = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message."""

    identifier: str
    title: str
    summary: str
    sent: datetime
    #: ``Alert``, ``Update`` or ``Cancel``.
    type: str
    #: Address of the document.
    address: str


def atom(
    *, address: str, title: str, author: str, language: str, entries: Sequence[Entry]
) -> bytes:
    """``address`` is the feed's own; it names the feed too."""
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    _add(feed, "id", address)
    _add(feed, "title", title)
    newest = max((entry.sent for entry in entries), default=datetime.fromtimestamp(0, UTC))
    _add(feed, "updated", _time(newest))
    _add(_add(feed, "author", None), "name", author)
    _add(feed, "link", None, rel="self", type="application/atom+xml", href=address)
    for entry in entries:
        _entry(feed, entry)
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return written


def _entry(feed: "etree._Element", entry: Entry) -> None:
    found = _add(feed, "entry", None)
    _add(found, "id", entry.address)
    _add(found, "title", entry.title)
    _add(found, "updated", _time(entry.sent))
    _add(found, "published", _time(entry.sent))
    _add(found, "category", None, term=entry.type)
    _add(found, "summary", entry.summary)
    _add(found, "link", None, rel="alternate", type=CAP_TYPE, href=entry.address)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _add(
    parent: "etree._Element", name: str, text: str | None, **attributes: str
) -> "etree._Element":
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", **attributes)
    made.text = text
    return made
