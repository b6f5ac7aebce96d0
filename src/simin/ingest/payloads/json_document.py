"""JSON from outside: strict, and told apart from the HTML and XML that come in its place."""

from typing import Any

import msgspec

from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.text import decoded


def json_document(body: bytes, encoding: str | None = None) -> Any:
    """What the payload says, as plain objects, lists, texts and numbers."""
    text = decoded(body, encoding).text.lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        raise SourceImplausibleError(f"{markup(text)} came in place of JSON")
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise SourceImplausibleError(f"this is not complete JSON: {error}") from error


def markup(text: str) -> str:
    """What a text that begins with ``<`` is, for a sentence."""
    head = text[:200].lower()
    return "HTML" if "<!doctype html" in head or "<html" in head else "XML"
