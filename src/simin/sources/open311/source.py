"""Reads the service requests of a GeoReport v2 server (``requests.json`` or ``requests.xml``).

The address asks for a period (``?start_date={from:%Y-%m-%dT%H:%M:%SZ}&end_date=…``), which the
standard limits to 90 days. The standard names the fields, so a mapping is needed only for others.
What a server tells of the person behind a request is dropped before anything is kept, also from the
raw answer.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from lxml import etree
from msgspec.structs import replace

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError, SourceRefusedError
from simin.ingest.feeds.mapping import Column, Mapping, Moment
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.xml_document import as_object, children, xml_document
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS: dict[str, type] = {"crs": str, "bounds": list}
#: Fields of the standard that are texts, under their own names.
_TEXTS = (
    "status_notes",
    "service_code",
    "service_name",
    "description",
    "agency_responsible",
    "address",
    "media_url",
)
_MAPPING = Mapping(
    into="request",
    key=("service_request_id",),
    at=Moment(fields=("requested_datetime",)),
    columns=(
        Column(field="service_request_id", to="service_request_id", type="text", required=True),
        Column(field="status", to="status", type="text", required=True),
        *(Column(field=name, to=name, type="text") for name in _TEXTS),
        Column(field="updated_datetime", to="updated_at", type="time"),
        Column(field="expected_datetime", to="expected_at", type="time"),
        Column(field="long", to="longitude"),
        Column(field="lat", to="latitude"),
    ),
)


class Open311:
    """``options``: ``bounds``."""

    name = "open311"

    def check(self, feed: Feed) -> list[Problem]:
        wrong = wrong_mapping(_with_mapping(feed))
        return [*wrong_options(feed, _OPTIONS, ()), *unfilled(feed), *wrong]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def without_people(self, body: bytes) -> bytes:
        try:
            return _xml_without_people(body) if _is_xml(body) else _json_without_people(body)
        except SourceImplausibleError:
            return b""

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        requests = _requests(payload.body)
        known = _with_mapping(feed)
        return parsed_rows(
            known,
            payload,
            object_rows(known, requests, noun="request"),
            columns=columns_of(requests) if feed.mapping.columns else (),
        )


def _requests(body: bytes) -> list[Any]:
    """The requests; an error list of the standard ends the run."""
    if _is_xml(body):
        root = xml_document(body)
        found = [as_object(child) for child in children(root, "request")]
        errors = [as_object(child) for child in children(root, "error")]
    else:
        found = json_document(body)
        if not isinstance(found, list):
            raise SourceImplausibleError("the answer is no list of service requests")
        errors = [each for each in found if isinstance(each, dict) and set(each) == _ERROR]
    if errors and errors[0]:
        raise SourceRefusedError(f"the server refuses: {errors[0]!s:.200}")
    return [_without_people(request) for request in found]


def _is_xml(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _json_without_people(body: bytes) -> bytes:
    document = json_document(body)
    if isinstance(document, list):
        document = [_without_people(each) for each in document]
    return msgspec.json.encode(document)


def _xml_without_people(body: bytes) -> bytes:
    root = xml_document(body)
    for name in _PERSONAL:
        for element in root.iter(f"{{*}}{name}"):
            element.clear()
    return bytes(etree.tostring(root, encoding="utf-8"))


def _without_people(request: Any) -> Any:
    if not isinstance(request, dict):
        return request
    return {name: value for name, value in request.items() if name not in _PERSONAL}


_PERSONAL = {"first_name", "last_name", "email", "phone", "device_id", "account_id"}
_ERROR = {"code", "description"}


def _with_mapping(feed: Feed) -> Feed:
    return feed if feed.mapping.columns else replace(feed, mapping=_MAPPING)


KIND = Open311()
