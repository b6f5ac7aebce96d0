"""Feeds as XML: Atom (RFC 4287) and RSS 2.0. Pure; only ever writes XML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from simin.kit.xml_words import xml_text

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE, RSS_TYPE = "application/atom+xml", "application/rss+xml"


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """Something that is told once; told anew it has the same ``id`` and is newer."""

    #: An address or another IRI, for ever.
    id: str
    title: str
    summary: str
    updated: datetime
    published: datetime
    #: Where it is read.
    address: str
    address_type: str = "text/html"
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """``address`` is the feed's own; it names the feed too."""

    address: str
    title: str
    author: str
    language: str
    #: Of the site behind it.
    home: str
    items: Sequence[FeedEntry]

    @property
    def updated(self) -> datetime:
        return max((one.updated for one in self.items), default=datetime.fromtimestamp(0, UTC))


def atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _atom(root, "id", feed.address)
    _atom(root, "title", feed.title)
    _atom(root, "updated", _time(feed.updated))
    _atom(_atom(root, "author"), "name", feed.author)
    _atom(root, "link", rel="self", type=ATOM_TYPE, href=feed.address)
    _atom(root, "link", rel="alternate", type="text/html", href=feed.home)
    for item in feed.items:
        _entry(root, item)
    return _xml(root)


def _entry(root: "etree._Element", item: FeedEntry) -> None:
    entry = _atom(root, "entry")
    _atom(entry, "id", item.id)
    _atom(entry, "title", item.title)
    _atom(entry, "updated", _time(item.updated))
    _atom(entry, "published", _time(item.published))
    for category in item.categories:
        _atom(entry, "category", term=category)
    _atom(entry, "summary", item.summary)
    _atom(entry, "link", rel="alternate", type=item.address_type, href=item.address)


def rss(feed: Feed) -> bytes:
    root = etree.Element("rss", nsmap={"atom": ATOM}, version="2.0")
    channel = etree.SubElement(root, "channel")
    _plain(channel, "title", feed.title)
    _plain(channel, "link", feed.home)
    _plain(channel, "description", feed.title)
    _plain(channel, "language", feed.language)
    _plain(channel, "lastBuildDate", format_datetime(feed.updated))
    _atom(channel, "link", rel="self", type=RSS_TYPE, href=feed.address)
    for item in feed.items:
        told = _plain(channel, "item")
        _plain(told, "title", item.title)
        _plain(told, "link", item.address)
        _plain(told, "description", item.summary)
        for category in item.categories:
            _plain(told, "category", category)
        _plain(told, "guid", item.id).set("isPermaLink", "false")
        _plain(told, "pubDate", format_datetime(item.updated))
    return _xml(root)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _atom(
    parent: "etree._Element", name: str, text: str | None = None, **attributes: str
) -> "etree._Element":
    told = {key: xml_text(value) for key, value in attributes.items()}
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", **told)
    made.text = None if text is None else xml_text(text)
    return made


def _plain(parent: "etree._Element", name: str, text: str | None = None) -> "etree._Element":
    made = etree.SubElement(parent, name)
    made.text = None if text is None else xml_text(text)
    return made


def _xml(root: "etree._Element") -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
