"""``GET``: from an address and its options to JSON."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from simin.domains.observations.sensorthings.address import Resource, as_json, missing, resolve
from simin.domains.observations.sensorthings.arrays import observations_as_array
from simin.domains.observations.sensorthings.reading import Scope, page
from simin.domains.observations.sensorthings.telling import documents
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.errors import RejectedError
from simin.kit.odata import options as option_reader
from simin.kit.odata.options import Options
from simin.web.sta.root import root


@dataclass(frozen=True, slots=True)
class Raw:
    """The answer of ``$value``: text, not JSON."""

    text: str


def answer(path: str, query_string: str, viewer: Viewer, base: str) -> dict[str, Any] | Raw | None:
    """None for an empty answer (204). Raises ``RejectedError`` and ``NotFoundError``."""
    if not path.strip("/"):
        return root(base)
    options = option_reader.parse(query_string)
    found = resolve(path, viewer)
    if found.row is None:
        return _set(found.scope, path, query_string, options, viewer, base, found.ref)
    (document,) = documents(found.scope.entity, [found.row], options, viewer, base)
    if found.ref:
        return {"@iot.selfLink": document["@iot.selfLink"]}
    if found.names:
        return _property(document, found)
    return document


def _property(document: dict[str, Any], found: Resource) -> dict[str, Any] | Raw | None:
    value: Any = document.get(found.names[0])
    for name in found.names[1:]:
        if not isinstance(value, dict) or name not in value:
            raise missing("/".join(found.names))
        value = value[name]
    if value is None:
        return None
    if not found.raw:
        return {found.names[-1]: value}
    if isinstance(value, str):
        return Raw(value)
    return Raw(as_json(value))


def _set(
    scope: Scope,
    path: str,
    query_string: str,
    options: Options,
    viewer: Viewer,
    base: str,
    ref: bool,
) -> dict[str, Any]:
    found = page(scope, options, viewer)
    body: dict[str, Any] = {}
    if found.total is not None:
        body["@iot.count"] = found.total
    # Nothing of it leads nowhere: the next page of nothing is the same page.
    if found.more and found.rows:
        body["@iot.nextLink"] = _next(path, query_string, options, len(found.rows), base)
    if options.result_format:
        if scope.entity != "Observation":
            raise RejectedError("$resultFormat", "only observations come as dataArray")
        body["value"] = observations_as_array(found.rows, options, viewer, base)
        return body
    rows = documents(scope.entity, found.rows, options, viewer, base)
    body["value"] = [{"@iot.selfLink": row["@iot.selfLink"]} for row in rows] if ref else rows
    return body


def _next(path: str, query_string: str, options: Options, shown: int, base: str) -> str:
    """The same question, further on."""
    kept = [
        part
        for part in query_string.split("&")
        if part and not part.lower().replace("%24", "$").startswith(("$skip=", "$top="))
    ]
    if options.top is not None:
        kept.append(f"$top={options.top}")
    kept.append(f"$skip={options.skip + shown}")
    return f"{base}/{quote(path.strip('/'), safe='/()$,@')}?{'&'.join(kept)}"
