"""An alert as values: CAP's elements under the names of the glossary."""

from typing import Any

from simin.ingest.payloads.xml_document import Element, children, text_of
from simin.sources.cap.area import area_of

#: Elements of an alert, and of one of its infos, to our names.
_ALERT = {
    "identifier": "identifier",
    "sender": "sender",
    "sent": "sent",
    "status": "status",
    "msgType": "msg_type",
    "scope": "scope",
    "source": "source",
    "restriction": "restriction",
    "note": "note",
    "references": "references",
    "incidents": "incidents",
}
_INFO = {
    "language": "language",
    "event": "event",
    "urgency": "urgency",
    "severity": "severity",
    "certainty": "certainty",
    "audience": "audience",
    "effective": "effective",
    "onset": "onset",
    "expires": "expires",
    "senderName": "sender_name",
    "headline": "headline",
    "description": "description",
    "instruction": "instruction",
    "web": "web",
    "contact": "contact",
}


def alert_of(alert: Element) -> dict[str, Any]:
    """Everything that the alert says; what it does not say is left out."""
    return {**_said(alert, _ALERT), "info": [_info(info) for info in children(alert, "info")]}


def _info(info: Element) -> dict[str, Any]:
    said = {"language": "en-US", **_said(info, _INFO)}
    return {
        **said,
        "category": _texts(info, "category"),
        "response_type": _texts(info, "responseType"),
        "parameters": [
            {"name": text_of(child, "valueName"), "value": text_of(child, "value")}
            for child in children(info, "parameter")
        ],
        "area": [area_of(area) for area in children(info, "area")],
    }


def _said(element: Element, names: dict[str, str]) -> dict[str, Any]:
    texts = ((ours, text_of(element, theirs)) for theirs, ours in names.items())
    return {ours: text for ours, text in texts if text is not None}


def _texts(element: Element, name: str) -> list[str]:
    return [(child.text or "").strip() for child in children(element, name)]
