"""The envelopes in which the Seoul Open API sends rows and errors, all with HTTP 200.

``{service: {list_total_count, RESULT, row}}`` is the documented one. Errors come as a bare
``RESULT``, as ``{status, code, message}`` (subway) or as XML though JSON was asked; the subway
says ``errorMessage`` also for success, citydata writes ``RESULT.CODE`` as one key, and the wrapper
may have another name than the service that was asked.
"""

from dataclasses import dataclass
from typing import Any

from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import all_at
from simin.ingest.payloads.xml_document import as_object, local_name, xml_document

_STATUS = ("RESULT", "errorMessage")
_CODE = ("CODE", "RESULT.CODE", "code")
_MESSAGE = ("MESSAGE", "RESULT.MESSAGE", "message")
_TOTAL = ("list_total_count", "total")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was in it."""

    code: str
    message: str
    total: int | None
    rows: list[Any]


def document_of(body: bytes) -> dict[str, Any]:
    """The payload as an object, whether it came as JSON or as XML."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        root = xml_document(body)
        return {local_name(root): as_object(root)}
    document = json_document(body)
    if not isinstance(document, dict):
        raise SourceImplausibleError("the answer is not an envelope of the plaza")
    return document


def opened(document: dict[str, Any], pointer: str) -> Envelope:
    """Code, total and rows; the rows stand at ``pointer`` where one is given."""
    wrapper = _wrapper(document)
    status = _status(document, wrapper)
    rows = all_at(pointer)(document) if pointer else _rows(wrapper)
    code = _first(status, _CODE)
    if code is None and not rows:
        raise SourceImplausibleError("the answer has neither a result code nor rows")
    total = _first(wrapper, _TOTAL) or _first(status, _TOTAL)
    return Envelope(code or "INFO-000", _first(status, _MESSAGE) or "", _count(total), rows)


def _wrapper(document: dict[str, Any]) -> Any:
    """What stands under the service's name, whatever that is."""
    inner = (value for key, value in document.items() if key not in _STATUS)
    return next((value for value in inner if isinstance(value, dict | list)), None)


def _status(document: dict[str, Any], wrapper: Any) -> dict[str, Any]:
    for holder in (document, wrapper):
        for name in _STATUS:
            if isinstance(holder, dict) and isinstance(holder.get(name), dict):
                return dict(holder[name])
    return document


def _rows(wrapper: Any) -> list[Any]:
    if isinstance(wrapper, list):
        return wrapper
    if not isinstance(wrapper, dict):
        return []
    plain = not {"row", "list_total_count", *_STATUS} & set(wrapper)
    rows = wrapper if plain else wrapper.get("row")
    if isinstance(rows, dict):
        return [rows]
    return rows if isinstance(rows, list) else []


def _first(holder: Any, names: tuple[str, ...]) -> str | None:
    if not isinstance(holder, dict):
        return None
    found = (holder.get(name) for name in names)
    return next((str(value) for value in found if isinstance(value, str | int | float)), None)


def _count(total: str | None) -> int | None:
    try:
        return int(float(total)) if total else None
    except (ValueError, OverflowError):
        return None
