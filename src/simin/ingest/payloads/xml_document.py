"""XML from outside, read without a document type, entities, network or files.

lxml rather than defusedxml: it also reads the HTML tables that portals name ``.xls`` and its
libxml2 limits depth and expansion; defusedxml guards only the standard library's slower parser. A
document type is refused as a whole, even a harmless one, since nothing that a city reads needs one.
"""

from typing import Any

from lxml import etree

from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import markup

#: An lxml element; the library has no types.
type Element = Any


def xml_document(body: bytes) -> Element:
    """The root element; comments and processing instructions are left out."""
    if not body.strip():
        raise SourceImplausibleError("the answer is empty")
    head = body[:1000].decode("latin-1")
    if markup(head) == "HTML":
        raise SourceImplausibleError("HTML came in place of XML")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise SourceImplausibleError("the XML declares a document type or entities; not read")
    try:
        root = etree.fromstring(body.lstrip(), _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SourceImplausibleError(f"this is not complete XML: {error}") from error
    # Encodings that hide the declaration from the search above, such as UTF-16.
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceImplausibleError("the XML declares a document type or entities; not read")
    return root


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Element, name: str) -> list[Element]:
    """Child elements of that local name, in any namespace."""
    return [child for child in element if local_name(child) == name]


def text_of(element: Element, name: str) -> str | None:
    """Text of the first child of that name; None where there is none or it is blank."""
    for child in children(element, name):
        return str("".join(child.itertext())).strip() or None
    return None


def as_object(element: Element) -> Any:
    """Elements as objects: a text for a leaf, a list for children that repeat."""
    if not len(element):
        return (element.text or "").strip()
    found: dict[str, Any] = {}
    for child in element:
        name, value = local_name(child), as_object(child)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
