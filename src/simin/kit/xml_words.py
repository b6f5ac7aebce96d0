"""Words that may stand in XML, whatever they were: signs that XML forbids never leave. Pure."""

import re

#: What XML 1.0 has no way to write (production 2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_NAME = re.compile(r"[^\w.\-]|[·ªº²³¹¼½¾]")
_NO_START = re.compile(r"^[^\w]|^\d|^[·]")


def xml_text(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def xml_name(name: str) -> str:
    """``name`` as a tag: what no tag may hold is an underscore, and it begins as one may."""
    made = _NO_NAME.sub("_", name)
    return f"_{made}" if not made or _NO_START.match(made) else made
