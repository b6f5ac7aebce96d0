"""Entries of a news feed, whichever of the three dialects it is written in.

A text that carries HTML is reduced to what a reader sees: nothing that a feed writes may become
markup on a screen of ours.
"""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree, html

from simin.ingest.payloads.xml_document import Element, children, local_name, text_of

#: Element names of all dialects, in order of preference.
_FIELDS = {
    "id": ("guid", "id", "link"),
    "title": ("title",),
    "summary": ("description", "summary", "content"),
    "published": ("pubDate", "published", "date", "updated"),
    "updated": ("updated", "pubDate"),
    "author": ("author", "creator"),
    "category": ("category",),
}
_MARKED_UP = ("title", "summary")
_TIMES = ("published", "updated")


def entries_of(root: Element) -> list[dict[str, Any]] | None:
    """The entries; None where the document is no news feed."""
    match local_name(root):
        case "rss":
            channels = children(root, "channel")
            items = [each for channel in channels for each in children(channel, "item")]
        case "RDF":
            items = children(root, "item")
        case "feed":
            items = children(root, "entry")
        case _:
            return None
    return [_entry(item) for item in items]


def _entry(item: Element) -> dict[str, Any]:
    entry: dict[str, Any] = {name: _first(item, theirs) for name, theirs in _FIELDS.items()}
    entry["link"] = _link(item)
    entry["id"] = entry["id"] or entry["link"]
    entry["category"] = entry["category"] or _term(item)
    entry |= {name: _plain(entry[name]) for name in _MARKED_UP if entry[name]}
    entry |= {name: _iso(entry[name]) for name in _TIMES if entry[name]}
    return entry


def _first(item: Element, names: tuple[str, ...]) -> str | None:
    texts = (text_of(item, name) for name in names)
    return next((text for text in texts if text), None)


def _link(item: Element) -> str | None:
    """RSS writes the address as text, Atom as an attribute; only addresses of the web count."""
    for link in children(item, "link"):
        address = str(link.get("href") or link.text or "").strip()
        if link.get("rel", "alternate") == "alternate" and address.startswith(("https:", "http:")):
            return address
    return None


def _term(item: Element) -> str | None:
    terms = (child.get("term") for child in children(item, "category"))
    return next((str(term) for term in terms if term), None)


def _plain(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    try:
        page = html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    for hidden in page.xpath(".//script | .//style"):
        hidden.drop_tree()
    return " ".join(page.text_content().split())


def _iso(written: str) -> str:
    """A time of RFC 822 as ISO 8601; anything else as it stands."""
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    return at.isoformat() if at.tzinfo else at.replace(tzinfo=UTC).isoformat()
