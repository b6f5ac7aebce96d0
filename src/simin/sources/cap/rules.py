"""What an alert must say, as OASIS CAP 1.2 section 3.2 has it; each rule has the standard's reason.

An alert that breaks a rule is refused as a whole: half a warning is worse than a gap that is seen.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from simin.ingest.payloads.xml_document import Element, children, text_of

_ALERT = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
}
_CATEGORIES = "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other"
_RESPONSES = "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None"
_INFO = {
    "category": set(_CATEGORIES.split()),
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown", "Very Likely"},
}
_TIMES = ("effective", "onset", "expires")
#: Characters that may not stand in an identifier or sender (3.2.1).
_FORBIDDEN = set(" ,<&")


def broken_rules(alert: Element) -> Iterator[str]:
    """Every rule that the alert breaks, named by its element."""
    for name in ("identifier", "sender"):
        yield from _broken_name(name, text_of(alert, name))
    yield from _broken_time(alert, "sent", needed=True)
    yield from _broken_codes(alert, _ALERT)
    yield from _broken_relations(alert)
    for info in children(alert, "info"):
        yield from _broken_info(info)


def _broken_name(name: str, text: str | None) -> Iterator[str]:
    if text is None:
        yield f"{name}: is missing"
    elif _FORBIDDEN & set(text):
        yield f"{name}: holds a space, comma, < or &"


def _broken_codes(element: Element, codes: dict[str, set[str]]) -> Iterator[str]:
    for name, allowed in codes.items():
        found = [(child.text or "").strip() for child in children(element, name)]
        if not found:
            yield f"{name}: is missing"
        yield from (
            f"{name}: {text!r:.40} is no such code" for text in found if text not in allowed
        )


def _broken_relations(alert: Element) -> Iterator[str]:
    """What one element asks of another."""
    scope, kind = text_of(alert, "scope"), text_of(alert, "msgType")
    if scope == "Restricted" and text_of(alert, "restriction") is None:
        yield "restriction: is missing, the scope is Restricted"
    if scope == "Private" and text_of(alert, "addresses") is None:
        yield "addresses: is missing, the scope is Private"
    if kind in ("Update", "Cancel", "Ack", "Error") and text_of(alert, "references") is None:
        yield f"references: is missing, the message is of type {kind}"


def _broken_info(info: Element) -> Iterator[str]:
    yield from _broken_codes(info, _INFO)
    if text_of(info, "event") is None:
        yield "event: is missing"
    for response in children(info, "responseType"):
        if (response.text or "").strip() not in _RESPONSES.split():
            yield f"responseType: {response.text!r:.40} is no such code"
    for name in _TIMES:
        yield from _broken_time(info, name, needed=False)
    for area in children(info, "area"):
        if text_of(area, "areaDesc") is None:
            yield "areaDesc: is missing"


def _broken_time(element: Element, name: str, *, needed: bool) -> Iterator[str]:
    text = text_of(element, name)
    if text is None:
        if needed:
            yield f"{name}: is missing"
    elif time_of(text) is None:
        yield f"{name}: {text!r:.40} is no time with a zone"


def time_of(text: Any) -> datetime | None:
    """A time as CAP writes it; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo is not None else None
