"""A message as a CAP 1.2 document, one ``info`` in each language. Pure; only ever writes XML."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

from simin.domains.warnings.content import Area, Content, Ring
from simin.domains.warnings.references import cap_time, together
from simin.domains.warnings.terms import MessageType

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
#: CAP asks for RFC 3066 languages, with the land where it matters.
LANGUAGE_TAGS = {"ko": "ko-KR", "en": "en-US", "zh": "zh-CN", "ja": "ja-JP"}
#: What one is to do, by type: the instruction says it in words.
_RESPONSES = {MessageType.CANCEL: "AllClear"}


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What stands around the content."""

    identifier: str
    sender: str
    sender_name: dict[str, str]
    sent: datetime
    type: MessageType
    #: About something that is replayed or made up.
    exercise: bool
    references: tuple[str, ...]
    incident: str
    note: str
    zone: ZoneInfo
    languages: tuple[str, ...]


def document(envelope: Envelope, content: Content) -> bytes:
    """UTF-8, with a declaration."""
    alert = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(alert, "identifier", envelope.identifier)
    _add(alert, "sender", envelope.sender)
    _add(alert, "sent", cap_time(envelope.sent, envelope.zone))
    _add(alert, "status", "Exercise" if envelope.exercise else "Actual")
    _add(alert, "msgType", envelope.type.capitalize())
    _add(alert, "scope", "Public")
    _add(alert, "note", envelope.note)
    _add(alert, "references", together(envelope.references))
    _add(alert, "incidents", envelope.incident)
    for language in envelope.languages:
        _info(alert, language, envelope, content)
    written: bytes = etree.tostring(alert, xml_declaration=True, encoding="UTF-8")
    return written


def _info(alert: "etree._Element", language: str, envelope: Envelope, content: Content) -> None:
    info = etree.SubElement(alert, f"{{{NAMESPACE}}}info")
    zone = envelope.zone
    _add(info, "language", LANGUAGE_TAGS.get(language, language))
    _add(info, "category", content.category)
    _add(info, "event", content.event[language])
    _add(info, "responseType", _RESPONSES.get(envelope.type, ""))
    _add(info, "urgency", content.urgency.capitalize())
    _add(info, "severity", content.severity.capitalize())
    _add(info, "certainty", content.certainty.capitalize())
    _add(info, "effective", cap_time(envelope.sent, zone))
    _add(info, "onset", cap_time(content.onset, zone) if content.onset else "")
    _add(info, "expires", cap_time(content.expires, zone))
    _add(info, "senderName", envelope.sender_name.get(language, ""))
    _add(info, "headline", content.headline[language])
    _add(info, "description", content.description[language])
    _add(info, "instruction", content.instruction.get(language, ""))
    _add(info, "web", content.web)
    _add(info, "contact", content.contact)
    _area(info, language, content.area)


def _area(info: "etree._Element", language: str, area: Area) -> None:
    found = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(found, "areaDesc", area.description[language])
    for ring in area.polygons:
        _add(found, "polygon", _polygon(ring))
    if area.circle is not None:
        circle = area.circle
        _add(found, "circle", f"{circle.latitude:.5f},{circle.longitude:.5f} {circle.radius_km:g}")


def _polygon(ring: Ring) -> str:
    """CAP writes latitude before longitude."""
    return " ".join(f"{latitude:.5f},{longitude:.5f}" for longitude, latitude in ring)


def _add(parent: "etree._Element", name: str, text: str) -> None:
    """Nothing, where there is nothing to say: CAP leaves an optional element out."""
    if text:
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text
