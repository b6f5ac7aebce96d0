"""The reply of a service on data.go.kr, and the portal's gateway's own reply in its place.

A service says ``{response: {header, body}}``. The gateway before it refuses in another shape,
``OpenAPI_ServiceResponse``, usually as XML though JSON was asked. ``items`` is an empty text where
there are none, holds ``item`` or is the list itself; ``totalCount`` may be 0 although rows came.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from simin.ingest.feeds.errors import (
    SourceImplausibleError,
    SourceRefusedError,
    SourceUnavailableError,
)
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import first_at
from simin.ingest.payloads.xml_document import as_object, local_name, xml_document

_SUCCESS = "00"
_NO_ROWS = "03"
#: The key's calls of today are used up.
_QUOTA = "22"
#: Application, database, network, time-out of the service: it may pass.
_UNAVAILABLE = {"01", "02", "04", "05", "21"}


@dataclass(frozen=True, slots=True)
class Reply:
    """One page."""

    rows: list[Any]
    total: int | None


def reply_of(body: bytes, *, at: datetime, time_zone: str) -> Reply:
    """The rows; raises where the service or the gateway refuses."""
    document = _document(body)
    gateway = first_at("/OpenAPI_ServiceResponse/cmmMsgHeader")(document)
    if isinstance(gateway, dict):
        code = str(gateway.get("returnReasonCode"))
        _refuse(code, f"{gateway.get('errMsg')}: {gateway.get('returnAuthMsg')}", at, time_zone)
    header, content = (first_at(f"/response/{part}")(document) for part in ("header", "body"))
    if not isinstance(header, dict):
        raise SourceImplausibleError("the answer is not a reply of data.go.kr")
    code = str(header.get("resultCode"))
    if code == _NO_ROWS:
        return Reply([], 0)
    if code != _SUCCESS:
        _refuse(code, str(header.get("resultMsg")), at, time_zone)
    return _reply(content)


def _document(body: bytes) -> Any:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        root = xml_document(body)
        return {local_name(root): as_object(root)}
    return json_document(body)


def _reply(content: Any) -> Reply:
    if not isinstance(content, dict) or "items" not in content:
        raise SourceImplausibleError("the reply says success, and has no items")
    items = content["items"]
    rows = items.get("item") if isinstance(items, dict) else items
    rows = [rows] if isinstance(rows, dict) else rows or []
    if not isinstance(rows, list):
        raise SourceImplausibleError("items holds no rows")
    total = _count(content.get("totalCount"))
    return Reply(rows, None if rows and not total else total)


def _count(total: Any) -> int | None:
    return int(total) if str(total).isdecimal() and len(str(total)) < 10 else None


def _refuse(code: str, message: str, at: datetime, time_zone: str) -> NoReturn:
    reason = f"{code}: {message}"
    if code == _QUOTA:
        raise SourceUnavailableError(reason, retry_after=_until_midnight(at, time_zone))
    if code in _UNAVAILABLE:
        raise SourceUnavailableError(reason)
    raise SourceRefusedError(reason)


def _until_midnight(at: datetime, time_zone: str) -> float:
    local = at.astimezone(ZoneInfo(time_zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - local).total_seconds()
