"""Answers of the format, as JSON and as XML. Pure. Every value is a string; none is empty."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from lxml import etree

from simin.kit.xml_words import xml_name, xml_text
from simin.web.doors.keyed.results import MESSAGES, SUCCESS, ResultError

type Row = Mapping[str, str]
MEDIA_TYPES = {
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Sheet:
    """Some rows of a service."""

    service: str
    total: int
    rows: Sequence[Row]


def sheet(form: str, found: Sheet) -> bytes:
    return _json_sheet(found) if form == "json" else _xml_sheet(found)


def result(form: str, error: ResultError) -> bytes:
    """The bare ``RESULT``, without the service around it."""
    if form == "json":
        return _json({"RESULT": {"CODE": error.code, "MESSAGE": error.message}})
    return _xml(_result(error.code, error.message))


def cell(value: Any, zone: tzinfo, form: str = "") -> str:
    """``form`` is of ``strftime``; times without one are ISO 8601 in the city's zone."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        local = value.replace(tzinfo=value.tzinfo or UTC).astimezone(zone)
        return local.strftime(form) if form else local.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _json_sheet(found: Sheet) -> bytes:
    status = {"CODE": SUCCESS, "MESSAGE": MESSAGES[SUCCESS]}
    wrapper = {"list_total_count": found.total, "RESULT": status, "row": found.rows}
    return _json({found.service: wrapper})


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _xml_sheet(found: Sheet) -> bytes:
    root = etree.Element(xml_name(found.service))
    etree.SubElement(root, "list_total_count").text = str(found.total)
    root.append(_result(SUCCESS, MESSAGES[SUCCESS]))
    for row in found.rows:
        written = etree.SubElement(root, "row")
        for name, value in row.items():
            etree.SubElement(written, xml_name(name)).text = xml_text(value)
    return _xml(root)


def _result(code: str, message: str) -> "etree._Element":
    made = etree.Element("RESULT")
    etree.SubElement(made, "CODE").text = code
    etree.SubElement(made, "MESSAGE").text = xml_text(message)
    return made


def _xml(root: "etree._Element") -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
